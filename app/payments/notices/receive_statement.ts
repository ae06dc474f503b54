/**
 * One notice, kept once by its provider's own name for it, and the job that reads it, in one
 * statement: both or neither. A notice that we have asks for nothing.
 */
export const RECEIVE_NOTICE = {
  name: 'payments.receive_notice',
  text: `with kept as (
      insert into webhook_inbox (provider, dedupe_key, type, object_kind, object_id, raw, headers, received_at, next_try_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict (provider, dedupe_key) do nothing returning id)
    select graphile_worker.add_job($9, payload := $10::json, max_attempts := 3, job_key := $11) from kept`,
}
