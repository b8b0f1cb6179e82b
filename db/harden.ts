import type pg from "pg";
import { quoteName, roles } from "./roles.ts";

/** What was taken from PUBLIC in this run; zeros where it had been done before. */
export interface Hardening {
  functions: number;
  relations: number;
}

// Run SQL text, change the session, block or kill others, write outside of rows, read what is not a row of one's own:
// sizes, statistics, definitions and names of others, the pace at which the whole server writes.
const functionNames = `
  set_config query_to_xml query_to_xmlschema query_to_xml_and_xmlschema cursor_to_xml cursor_to_xmlschema
  table_to_xml table_to_xmlschema table_to_xml_and_xmlschema schema_to_xml schema_to_xmlschema
  schema_to_xml_and_xmlschema database_to_xml database_to_xmlschema database_to_xml_and_xmlschema ts_stat
  pg_sleep pg_sleep_for pg_sleep_until pg_notify pg_logical_emit_message pg_terminate_backend pg_cancel_backend
  pg_current_xact_id txid_current pg_lock_status pg_prepared_statement pg_prepared_xact pg_cursor pg_get_userbyid
  pg_listening_channels pg_log_backend_memory_contexts pg_get_backend_memory_contexts pg_show_all_settings
  pg_get_process_memory_contexts pg_sequence_last_value pg_get_sequence_data pg_relation_is_updatable
  pg_column_is_updatable pg_get_publication_tables setseed pg_notification_queue_usage pg_blocking_pids
  pg_safe_snapshot_blocking_pids pg_isolation_test_session_is_blocked pg_get_multixact_members currtid2
  pg_identify_object pg_describe_object pg_get_viewdef pg_get_triggerdef pg_get_functiondef pg_get_indexdef
  pg_get_constraintdef pg_get_ruledef pg_get_statisticsobjdef pg_get_statisticsobjdef_columns
  pg_get_statisticsobjdef_expressions pg_get_partkeydef pg_get_serial_sequence set_limit
  pg_identify_object_as_address pg_get_object_address pg_get_acl pg_get_replication_slots pg_get_loaded_modules
  pg_get_wal_summarizer_state pg_get_wal_replay_pause_state pg_is_wal_replay_paused pg_available_wal_summaries
  pg_sync_replication_slots txid_status pg_import_system_collations pg_get_replica_identity_index
`
  .trim()
  .split(/\s+/);

const functionPattern =
  "^(pg_(try_)?advisory|lo_|lo(read|write)$|pg_stat_get_|pg_stat_|pg_(total_)?(relation|table|indexes|database|tablespace)_size" +
  "|pg_relation_file|pg_filenode|pg_export_snapshot|pg_replication|pg_logical|pg_create_|pg_drop_|pg_copy_|pg_tablespace|brin_|gin_clean" +
  "|pg_current_wal_|pg_last_|pg_wal_|pg_xact_|pg_control_|pg_partition_|pg_(restore|clear)_(relation|attribute)_stats|binary_upgrade_)";

const relationPattern = "^pg_(stat|statio)_";
const relationNames = `
  pg_locks pg_prepared_statements pg_cursors pg_roles pg_user pg_group pg_auth_members pg_db_role_setting
  pg_namespace pg_class pg_attribute pg_tables pg_views pg_matviews pg_indexes pg_sequences pg_sequence pg_stats
  pg_stats_ext pg_stats_ext_exprs pg_proc pg_policies pg_policy pg_constraint pg_index pg_attrdef pg_description
  pg_shdescription pg_depend pg_shdepend pg_trigger pg_largeobject_metadata pg_database pg_prepared_xacts pg_rules
  pg_rewrite pg_init_privs pg_default_acl pg_inherits pg_partitioned_table pg_type pg_event_trigger pg_extension
  pg_statistic_ext pg_publication pg_publication_rel pg_publication_tables pg_seclabel pg_seclabels pg_shmem_allocations
  pg_replication_slots pg_replication_origin pg_subscription_rel pg_publication_namespace pg_user_mappings pg_foreign_server
  pg_foreign_table pg_parameter_acl pg_shseclabel pg_enum
`
  .trim()
  .split(/\s+/);

/**
 * Takes from PUBLIC what would let an injected expression leave its role, see others or hold them up,
 * and gives it back to the two roles that need it. Needs a superuser; run again, it changes nothing.
 */
export async function harden(client: pg.Client): Promise<Hardening> {
  const functions = await list(client, openFunctions, [functionNames, functionPattern]);
  const relations = await list(client, openRelations, [relationNames, relationPattern]);
  const trusted = `${quoteName(roles.owner)}, ${quoteName(roles.provisioner)}`;
  await client.query(
    [
      "BEGIN",
      ...functions.flatMap((name) => [
        `REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC`,
        `GRANT EXECUTE ON FUNCTION ${name} TO ${trusted}`,
      ]),
      ...relations.flatMap((name) => [
        `REVOKE SELECT ON ${name} FROM PUBLIC`,
        `GRANT SELECT ON ${name} TO ${trusted}`,
      ]),
      // `db capacity` measures its own connection.
      `GRANT EXECUTE ON FUNCTION pg_catalog.pg_get_backend_memory_contexts() TO ${trusted}`,
      "REVOKE UPDATE ON pg_catalog.pg_settings FROM PUBLIC",
      "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC",
      `GRANT USAGE ON LANGUAGE plpgsql TO ${trusted}`,
      "COMMIT",
    ].join(";\n"),
  );
  return { functions: functions.length, relations: relations.length };
}

/** What is still open to PUBLIC of what `harden` closes, as signatures and names. */
export async function stillOpen(client: pg.Client): Promise<string[]> {
  return [
    ...(await list(client, openFunctions, [functionNames, functionPattern])),
    ...(await list(client, openRelations, [relationNames, relationPattern])),
  ];
}

const openFunctions = `
  select p.oid::regprocedure::text as name
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace,
    lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as acl
  where n.nspname in ('pg_catalog', 'public') and acl.grantee = 0 and acl.privilege_type = 'EXECUTE'
    and p.prokind in ('f', 'w')
    and (p.proname = any ($1) or p.proname ~ $2 or (p.proname = 'ts_rewrite' and p.pronargs = 2))`;

const openRelations = `
  select c.oid::regclass::text as name
  from pg_class c, lateral aclexplode(c.relacl) as acl
  where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind in ('v', 'r')
    and acl.grantee = 0 and acl.privilege_type = 'SELECT' and (c.relname = any ($1) or c.relname ~ $2)`;

async function list(client: pg.Client, query: string, values: unknown[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(query, values);
  return rows.map((row) => row.name);
}
