/** Commands that would lose time by starting a database: they count a file, or list commands. */
export const WITHOUT_DATABASE =
  /^(ballots:count|lots:draw|statements:check|list|help|codegen|inspect:|generate:|make:|-)/

/** An address where no database answers. */
export const NOWHERE = 'postgres://nobody@127.0.0.1:1/none'

/** Commands that use no setting at all: anyone counts a file, without an installation. */
export const WITHOUT_SETTINGS = /^(ballots:count|lots:draw|statements:check)$/

/** Settings for a command that uses none of them, where there are none. */
export const NO_SETTINGS = {
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  PORT: '3333',
  APP_KEY: 'nothing-is-signed-by-a-command-that-counts',
  APP_URL: 'http://localhost:3333',
  DATABASE_URL: NOWHERE,
}
