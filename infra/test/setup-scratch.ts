import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { scratchFolder } from './scratch-folder.ts';

/** What tests write into the system's temporary folder goes into one of this run, and goes away with it. */
export default function setup() {
  mkdirSync(scratchFolder, { recursive: true });
  // PostgreSQL, which root runs as another user, must be able to pass through.
  chmodSync(scratchFolder, 0o711);
  return () => rmSync(scratchFolder, { recursive: true, force: true });
}
