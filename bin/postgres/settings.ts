import { totalmem } from 'node:os'

const MEBIBYTE = 2 ** 20

/**
 * Server settings given on the command line, so that they follow the code rather than a file made
 * once. `durable` keeps every acknowledged write across a power cut; without it, speed only.
 */
export function serverSettings(port: number, durable: boolean): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // Short queries by the thousand: compiling them costs more than it saves.
    jit: 'off',
    ...(durable ? durableSettings() : disposableSettings),
  }
}

function durableSettings(): Record<string, string> {
  const memory = totalmem() / MEBIBYTE
  const shared = Math.round(Math.min(2048, Math.max(96, memory / 8)))
  return {
    shared_buffers: `${shared}MB`,
    effective_cache_size: `${Math.round(memory / 2)}MB`,
    max_wal_size: '2GB',
    random_page_cost: '1.1',
  }
}

const disposableSettings: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_wal_size: '2GB',
  autovacuum_naptime: '10min',
}
