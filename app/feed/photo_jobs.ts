/** The names of the worker's tasks on photos. */
export const PREPARE_PHOTO = 'prepare_photo'
export const PREPARE_AVIF = 'prepare_photo_avif'
