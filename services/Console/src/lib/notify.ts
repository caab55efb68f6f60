import { notifications } from '@mantine/notifications';

/** Short messages at the corner of the window about something the person has just done. */
export const notify = {
  done(message: string): void {
    notifications.show({ message, color: 'teal', autoClose: 4_000 });
  },
  failed(title: string, message: string | null): void {
    notifications.show({ title, message: message ?? '', color: 'red', autoClose: 10_000 });
  },
};
