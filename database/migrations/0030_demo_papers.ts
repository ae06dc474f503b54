import { BaseSchema } from '@adonisjs/lucid/schema'

/** The play bank finds its papers by what is paid and by the key of a page, as a real one would. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(
      `create index demo_provider_objects_intent on demo_provider_objects ((body->>'intentId'))`
    )
    this.schema.raw(
      `create index demo_provider_objects_key on demo_provider_objects ((body->>'key')) where kind = 'checkout'`
    )
  }

  override async down() {
    this.schema.raw('drop index demo_provider_objects_key, demo_provider_objects_intent')
  }
}
