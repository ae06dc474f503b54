import { join } from 'node:path'
import { serve, type Served } from './served.js'

export interface Where {
  applicationUrl: string
  ownerUrl: string
  dataDir: string
}

export const ROOT = join(import.meta.dirname, '..')

/** The environment of a real network: not the demo, which does more on each page. */
export function productVariables({ applicationUrl, dataDir }: Where): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env
  return {
    PATH,
    HOME,
    NODE_ENV: 'production',
    APP_KEY: 'only-ever-for-measuring-0123456789',
    DEMO: '0',
    LOG_LEVEL: 'error',
    DATA_DIR: dataDir,
    DATABASE_URL: applicationUrl,
  }
}

/** The product as `npm start` runs it; `nodeArgs` come before, `more` is of its environment. */
export function startProduct(
  where: Where,
  nodeArgs: string[] = [],
  more: Record<string, string> = {}
): Promise<Served> {
  return serve({
    args: [
      '--enable-source-maps',
      '--max-semi-space-size=8',
      ...nodeArgs,
      join(ROOT, 'build', 'bin', 'server.js'),
    ],
    variables: { ...productVariables(where), ...more },
    readyPath: '/health/ready',
  })
}

/** The limit beside it. */
export function startLimit(where: Where, frames: string): Promise<Served> {
  return serve({
    args: ['--import', '@poppinss/ts-exec', join(ROOT, 'bench', 'limit_server.ts'), frames],
    variables: productVariables(where),
    readyPath: '/ready',
  })
}
