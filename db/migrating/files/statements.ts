// What a semicolon in a script may be inside of: comments, texts, quoted names, bodies between dollars.
const pieces =
  /--[^\n]*|\/\*[\s\S]*?\*\/|[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|;|[^;'"$/\-eE]+|[\s\S]/g;

/** The single statements of a script, without comments and the semicolons between them. */
export function statementsOf(script: string): string[] {
  const statements: string[] = [];
  let statement = "";
  for (const [piece] of script.matchAll(pieces)) {
    if (piece === ";") {
      statements.push(statement);
      statement = "";
    } else statement += isComment(piece) ? " " : piece;
  }
  return [...statements, statement].map((text) => text.trim()).filter(Boolean);
}

function isComment(piece: string): boolean {
  return piece.startsWith("--") || piece.startsWith("/*");
}
