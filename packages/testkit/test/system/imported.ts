export const imported = 'imported'
