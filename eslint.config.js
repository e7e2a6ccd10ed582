import neostandard from 'neostandard'

export default [
  { ignores: ['dist/', '.data/', '.tap/'] },
  ...neostandard({ ts: true }),
  {
    rules: {
      // A schema and the type it describes share a name; form fields are named in snake case.
      '@typescript-eslint/no-redeclare': 'off',
      camelcase: 'off',
      '@stylistic/object-property-newline': 'off'
    }
  },
  {
    files: ['static/**/*.js'],
    languageOptions: { globals: Object.fromEntries(['addEventListener', 'CSS', 'DOMParser', 'history', 'location', 'scrollTo'].map(name => [name, 'readonly'])) }
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      // Templates are named in code, SQL stands in queries.ts: neither is ever built from input.
      'no-restricted-syntax': ['error', {
        selector: 'CallExpression[callee.property.name="query"] > TemplateLiteral[expressions.length>0]',
        message: 'SQL is constant text with parameters.'
      }, {
        selector: 'CallExpression[callee.property.name="renderString"]',
        message: 'Templates are files, never text built at run time.'
      }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error'
    }
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'config.ts is the only reader of the environment.' }]
    }
  }
]
