import { BaseSchema } from '@adonisjs/lucid/schema'

/** Whether anything is new is asked with every page: by an index of nothing but what is new. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(
      'create index notifications_unread on notifications (person_id) where read_at is null'
    )
  }

  override async down() {
    this.schema.raw('drop index notifications_unread')
  }
}
