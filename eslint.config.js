import { configApp } from '@adonisjs/eslint-config'

export default configApp(
  { ignores: ['build/**', 'public/**', 'var/**', '.adonisjs/**'] },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@unicorn/no-await-expression-member': 'off',
    },
  }
)
