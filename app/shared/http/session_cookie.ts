import { appUrl } from '#config/installation'

/** `__Host-` pins the cookie to this host and to https; plain http (localhost) cannot carry it. */
export const SESSION_COOKIE = appUrl.startsWith('https:') ? '__Host-placette' : 'placette'
