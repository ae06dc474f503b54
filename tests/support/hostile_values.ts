/** What no browser would send for a field, and a stranger might. */
export const HOSTILE_VALUES: Record<string, unknown> = {
  'null': null,
  'true': true,
  'zero': 0,
  'a negative number': -1,
  'a number beyond all ids': 9_007_199_254_740_993,
  'a number beyond all numbers': 1e300,
  'nothing': '',
  'a blank': ' \u00a0\u200b ',
  'a null byte': 'a\u0000b',
  'half a character': 'a\ud800b',
  'five thousand goats': '🐐'.repeat(5000),
  'a hundred thousand letters': 'x'.repeat(100_001),
  'SQL': `'; drop table people; --`,
  'HTML': '</textarea><script>alert(1)</script>',
  'a path': '../../../../etc/passwd',
  'an address elsewhere': '//evil.example/\\@evil.example',
  'a list': ['a', 'b'],
  'a list with a null byte': ['\u0000'],
  'an empty list': [],
  'a list of lists': [[[[1]]]],
  'an object': { a: 1 },
  'an object that is no text': { toString: 1, valueOf: 1 },
  'an object that claims a length': { length: 1_000_000_000 },
  'a well': deep(500),
}

/** Bodies that are not what their type says. */
export const HOSTILE_BODIES: Array<{ what: string; type: string; body: Buffer }> = [
  { what: 'JSON cut short', type: 'application/json', body: Buffer.from('{"body": "a') },
  { what: 'a JSON list', type: 'application/json', body: Buffer.from('[1, 2]') },
  { what: 'a JSON null', type: 'application/json', body: Buffer.from('null') },
  { what: 'a JSON text', type: 'application/json', body: Buffer.from('"a"') },
  {
    what: 'JSON that meddles with prototypes',
    type: 'application/json',
    body: Buffer.from('{"__proto__": {"body": "a"}, "constructor": {"prototype": {"a": 1}}}'),
  },
  { what: 'bytes that are no UTF-8, as JSON', type: 'application/json', body: badly('{"body": "') },
  {
    what: 'bytes that are no UTF-8, as a form',
    type: 'application/x-www-form-urlencoded',
    body: badly('body='),
  },
  {
    what: 'escapes that are no UTF-8',
    type: 'application/x-www-form-urlencoded',
    body: Buffer.from('body=%ff%fe&name=%C3&%E0%A4%A=1&email=%00'),
  },
  {
    what: 'a form whose names fight each other',
    type: 'application/x-www-form-urlencoded',
    body: Buffer.from('body=a&body[]=b&body[c]=d&body.e.f=g&alts[a][b][c]=d&alts=1&__proto__[x]=1'),
  },
  {
    what: 'a form of a megabyte',
    type: 'application/x-www-form-urlencoded',
    body: Buffer.from(`body=${'x'.repeat(1_000_000)}`),
  },
  { what: 'multipart without a boundary', type: 'multipart/form-data', body: Buffer.from('a') },
  {
    what: 'multipart that never ends',
    type: 'multipart/form-data; boundary=x',
    body: Buffer.from('--x\r\nContent-Disposition: form-data; name="body"\r\n\r\nabc'),
  },
  {
    what: 'multipart with a file where a text is due',
    type: 'multipart/form-data; boundary=x',
    body: Buffer.from(
      ['body', 'name', 'email', 'visibility', 'photos[a][b]', 'alts[1]', '__proto__[a]']
        .map(
          (name) =>
            `--x\r\nContent-Disposition: form-data; name="${name}"; filename="a\u0000.jpg"\r\n\r\nabc\r\n`
        )
        .join('')
        .concat('--x--\r\n')
    ),
  },
  {
    what: 'multipart of a thousand fields',
    type: 'multipart/form-data; boundary=x',
    body: Buffer.from(
      Array.from(
        { length: 1000 },
        (_, field) => `--x\r\nContent-Disposition: form-data; name="f${field}"\r\n\r\na\r\n`
      )
        .join('')
        .concat('--x--\r\n')
    ),
  },
  {
    what: 'multipart with a place of four billion in a list',
    type: 'multipart/form-data; boundary=x',
    body: multipart(['alts[4294967293]', 'a[]', 'a[4294967293]', 'b[99999999]']),
  },
  {
    what: 'multipart with a file at a place of four billion in a list, and one more',
    type: 'multipart/form-data; boundary=x',
    body: multipart(['photos[4294967294]', 'photos[]', 'photos', 'photo[1]'], 'a.jpg'),
  },
  {
    what: 'a form with a place of four billion in a list',
    type: 'application/x-www-form-urlencoded',
    body: Buffer.from('alts[4294967294]=a&alts[]=b&a[19]=b'),
  },
  {
    what: 'a JSON well of fifty thousand lists',
    type: 'application/json',
    body: Buffer.from(`{"body": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
  },
  { what: 'a type nobody knows', type: 'application/x-nothing', body: Buffer.from('abc') },
]

function multipart(names: string[], filename?: string): Buffer {
  const file = filename === undefined ? '' : `; filename="${filename}"`
  const parts = names.map(
    (name) => `--x\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\nabc\r\n`
  )
  return Buffer.from(`${parts.join('')}--x--\r\n`)
}

function deep(levels: number): unknown {
  return levels === 0 ? 'the bottom' : { a: deep(levels - 1) }
}

function badly(start: string): Buffer {
  return Buffer.concat([Buffer.from(start), Buffer.from('c328ff00fe', 'hex'), Buffer.from('"}')])
}
