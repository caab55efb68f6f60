import { createTheme, Drawer, DrawerHeader, Menu, Modal, ModalHeader, Popover, Tooltip } from '@mantine/core';

// Locking the page's scroll makes Mantine inject a <style> element, which the content security policy forbids.
const overlay = { lockScroll: false } as const;

export const theme = createTheme({
  primaryColor: 'blue',
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Drawer: Drawer.extend({ defaultProps: overlay }),
    Modal: Modal.extend({ defaultProps: { ...overlay, centered: true } }),
    // The <header> of a dialog is no banner of the page.
    DrawerHeader: DrawerHeader.extend({ defaultProps: { role: 'presentation' } }),
    ModalHeader: ModalHeader.extend({ defaultProps: { role: 'presentation' } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'lg' } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'lg' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300 } }),
  },
});
