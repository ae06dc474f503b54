import { joinEffort } from './join_effort.js'

/** Gwenola's join form, as her browser sends it. */
export const newcomer = (facts: Record<string, string> = {}) => ({
  name: 'Gwenola',
  handle: 'gwenola_m',
  email: 'Gwenola@Example.org',
  age: 'on',
  ...joinEffort(),
  ...facts,
})
