import { defineConfig } from '@adonisjs/core/bodyparser'

/** How lists are read: `alts[7]` keeps its number, whichever others are there. */
const lists = { arrayLimit: 20, allowSparse: true }

/** Ten photos of 20 MB and their texts; each photo is weighed again by itself. */
const bodyParserConfig = defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: {
    convertEmptyStringsToNull: false,
    trimWhitespaces: true,
    limit: '256kb',
    queryString: lists,
    types: ['application/x-www-form-urlencoded'],
  },
  json: {
    convertEmptyStringsToNull: false,
    trimWhitespaces: true,
    limit: '256kb',
    types: ['application/json'],
  },
  multipart: {
    // Read by `multipart_middleware.ts`, which clears the uploads away.
    autoProcess: false,
    convertEmptyStringsToNull: false,
    trimWhitespaces: true,
    processManually: [],
    limit: '260mb',
    fieldsLimit: '256kb',
    maxFields: 200,
    types: ['multipart/form-data'],
  },
})

export default bodyParserConfig
