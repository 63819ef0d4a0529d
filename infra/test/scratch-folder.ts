import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Named after the runner's process: the configuration, which tells it to the tests, and the set-up, which makes it, agree. */
export const scratchFolder = join(tmpdir(), `countyflow-test-${process.pid}-scratch`);
