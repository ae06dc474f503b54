import { join } from 'node:path'
import { defineConfig, services } from '@adonisjs/drive'
import type { InferDriveDisks } from '@adonisjs/drive/types'
import { dataDir } from '#config/installation'

/** Prepared photos, on disk under DATA_DIR. */
const driveConfig = defineConfig({
  default: 'photos',
  services: {
    photos: services.fs({
      location: join(dataDir, 'photos'),
      serveFiles: false,
      visibility: 'private',
    }),
  },
})

export default driveConfig

declare module '@adonisjs/drive/types' {
  export interface DriveDisks extends InferDriveDisks<typeof driveConfig> {}
}
