import { CopyIcon } from './Copyable';
import classes from './Snippet.module.css';

/** A command to copy and run. */
export function Snippet({ title, code }: { title: string; code: string }) {
  return (
    <figure className={classes.snippet}>
      <figcaption className={classes.caption}>
        {title}
        <CopyIcon text={code} label={title} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <pre className={classes.code} tabIndex={0}>
        {code}
      </pre>
    </figure>
  );
}
