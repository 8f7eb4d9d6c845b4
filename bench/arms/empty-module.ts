// Imported for what it takes to import anything.
export {}
