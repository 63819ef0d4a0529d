import { sql, type Kysely } from 'kysely';

/**
 * A case shows every file that a list in one of its events names, whatever a process calls the field: until now only lists called `photos`
 * were indexed. And a file tells when it was taken.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table attachment add column taken_at timestamptz`.execute(db);
  await sql`
    create function named_in(data jsonb) returns setof uuid language sql immutable parallel safe as $$
      select case when pg_input_is_valid(entry #>> '{}', 'uuid') then (entry #>> '{}')::uuid end
      from jsonb_path_query(data, 'strict $.* ? (@.type() == "array")[*] ? (@.type() == "string")', '{}', true) entry
    $$`.execute(db);
  await sql`
    create or replace function index_case_attachments() returns trigger language plpgsql as $$
    begin
      insert into case_attachment (tenant_id, attachment_id, case_id)
      select distinct a.tenant_id, a.attachment_id, new.case_id
      from named_in(new.data) named
      join attachment a on a.tenant_id = new.tenant_id and a.attachment_id = named
      on conflict do nothing;
      return null;
    end $$`.execute(db);
  await sql`drop trigger case_event_attachments on case_event`.execute(db);
  await sql`
    create trigger case_event_attachments after insert on case_event for each row
      when (jsonb_path_exists(new.data, 'strict $.* ? (@.type() == "array" && @.size() > 0)', '{}', true))
      execute function index_case_attachments()`.execute(db);
  await indexEarlierEvents(db);
}

async function indexEarlierEvents(db: Kysely<unknown>): Promise<void> {
  const read = ['case_event', 'attachment', 'case_attachment', 'case'].map((name) => sql.table(name));
  for (const table of read) await sql`alter table ${table} no force row level security`.execute(db);
  await sql`
    insert into case_attachment (tenant_id, attachment_id, case_id)
    select distinct a.tenant_id, a.attachment_id, e.case_id
    from case_event e cross join named_in(e.data) named
    join attachment a on a.tenant_id = e.tenant_id and a.attachment_id = named
    on conflict do nothing`.execute(db);
  for (const table of read) await sql`alter table ${table} force row level security`.execute(db);
}
