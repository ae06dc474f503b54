/**
 * How each room exports, erases and lets expire a person's data:
 * `registerPersonalData({ room: 'feed', … })`. Filled with the export and the departure pages.
 */
export {}
