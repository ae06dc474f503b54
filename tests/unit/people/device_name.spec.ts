import { test } from '@japa/runner'
import { deviceName } from '#people/device_name'

test.group('A device', () => {
  test('is named as its owner would name it')
    .with([
      {
        agent:
          'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
        name: 'Safari, iPhone',
      },
      {
        agent: 'Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0',
        name: 'Firefox, Android',
      },
      {
        agent:
          'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
        name: 'Edge, Windows',
      },
      { agent: 'curl/8.5', name: null },
      { agent: '', name: null },
    ])
    .run(({ assert }, { agent, name }) => {
      assert.equal(deviceName(agent), name)
    })
})
