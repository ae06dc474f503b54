import { apiClient, ApiClient } from '@japa/api-client'
import { assert } from '@japa/assert'
import { browserClient } from '@japa/browser-client'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import type { Config } from '@japa/runner/types'
import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import { rm } from 'node:fs/promises'
import { dataDir } from '#config/installation'

export const plugins: Config['plugins'] = [
  assert(),
  apiClient({ baseURL: `http://${process.env.HOST}:${process.env.PORT}` }),
  pluginAdonisJS(app),
  browserClient({
    runInSuites: ['browser'],
    launcher: async (config) => {
      const { chromium } = await import('playwright')
      return chromium.launch({
        ...config,
        executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
      })
    },
  }),
]

// What a browser says of a form of our own pages, and never follow: cookies would be dropped.
ApiClient.setup((request) => {
  request.header('sec-fetch-site', 'same-origin')
  request.redirects(0)
})

export const runnerHooks: Required<Pick<Config, 'setup' | 'teardown'>> = {
  setup: [],
  // Only a folder that was named for the tests: never the data of whoever runs them by hand.
  teardown: process.env.DATA_DIR ? [() => rm(dataDir, { recursive: true, force: true })] : [],
}

export const configureSuite: Config['configureSuite'] = (suite) => {
  if (suite.name !== 'unit') return suite.setup(() => testUtils.httpServer().start())
}
