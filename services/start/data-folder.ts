import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '#services/platform/startup-error.ts';

/**
 * Makes the folder and proves that it can be written. Others may pass through but not list it: as root the database runs as
 * another user and must get to its own folder inside; what is secret has its own mode.
 */
export function prepareDataFolder(dataDir: string): void {
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    writeFileSync(probe, 'probe');
    rmSync(probe);
  } catch (cause) {
    const { code = '?' } = cause as NodeJS.ErrnoException;
    throw new StartupError(
      {
        zh: `数据目录 ${dataDir} 无法写入（${code}）。\n请检查磁盘空间、挂载方式与目录权限，或用 DATA_DIR 指定另一个目录。`,
        en: `The data folder ${dataDir} cannot be written (${code}).\nLook at the disk’s space, how it is mounted and the folder’s rights, or set DATA_DIR to another folder.`,
      },
      { cause },
    );
  }
}
