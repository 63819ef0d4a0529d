import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';

/** Where files lie; a disk here, an object store elsewhere. */
export type Storage = Pick<Disk, 'put' | 'getBytes' | 'delete'>;

/** Files in one folder of this machine, which is made when the first one comes. */
export function createFileStorage(folder: string): Storage {
  return new Disk(new FSDriver({ location: folder, visibility: 'private' }));
}
