import { sql, type Kysely } from 'kysely';
import { protectTenantTable } from './helpers/tenant-table-0001.ts';

/**
 * Which cases show which file: an index over `data.photos` of the events, as rows. A GIN index would not be used, because behind row-level
 * security PostgreSQL looks things up by leakproof operators only, and those of jsonb and arrays are not.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_attachment (
      tenant_id text not null,
      attachment_id uuid not null,
      case_id uuid not null,
      primary key (tenant_id, attachment_id, case_id),
      foreign key (tenant_id, case_id) references "case",
      foreign key (tenant_id, attachment_id) references attachment
    )`.execute(db);
  await protectTenantTable(db, 'case_attachment', ['select', 'insert']);
  await sql`
    create function index_case_attachments() returns trigger language plpgsql as $$
    begin
      insert into case_attachment (tenant_id, attachment_id, case_id)
      select distinct a.tenant_id, a.attachment_id, new.case_id
      from jsonb_array_elements_text(new.data -> 'photos') photo
      join attachment a on a.tenant_id = new.tenant_id
        and a.attachment_id = case when pg_input_is_valid(photo, 'uuid') then photo::uuid end
      on conflict do nothing;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger case_event_attachments after insert on case_event for each row
      when (jsonb_typeof(new.data -> 'photos') = 'array' and new.data -> 'photos' <> '[]')
      execute function index_case_attachments()`.execute(db);
}
