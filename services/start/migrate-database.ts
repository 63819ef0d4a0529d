import { StartupError } from '#services/platform/startup-error.ts';
import { migrate, unknownMigrations } from '../../migrations/migrate.ts';

/** Brings the schema up to this program's; a database of another version is left as it is. Answers the steps taken. */
export async function migrateDatabase(url: string): Promise<string[]> {
  const unknown = await unknownMigrations(url);
  if (unknown.length === 0) return migrate(url);
  const named = unknown.join(', ');
  throw new StartupError({
    zh: `该数据库由另一版本的 Countyflow 建立，其中有本版本没有的步骤：${named}。\n请改用那个版本（通常是更新的版本），或换一个数据目录（DATA_DIR）或数据库（DATABASE_URL）。`,
    en: `This database was made by another version of Countyflow; it has steps that this one does not know: ${named}.\nUse that version (usually a newer one), or another data folder (DATA_DIR) or database (DATABASE_URL).`,
  });
}
