import pg from 'pg'

// int8 comes as a string by default: an id compared with a number would then silently differ.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new Error(`int8 beyond 2^53: ${text}`)
  return number
})
