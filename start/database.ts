import pg from 'pg'

// int8 comes as a string by default: an id compared with a number would then silently differ.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new Error(`int8 beyond 2^53: ${text}`)
  return number
})

// A day is a day of Europe/Paris, `2026-03-29`, never an instant at some midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
