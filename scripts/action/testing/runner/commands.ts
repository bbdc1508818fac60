/** A command that the runner would have obeyed. */
export interface RunnerCommand {
  name: string;
  properties: Record<string, string>;
  message: string;
}

/**
 * The commands in a step's output, read as GitHub's runner reads them (ActionCommand.cs): `::name key=value::message` at the start of a
 * line after white space, and `##[name key=value]message` anywhere in one.
 */
export function runnerCommands(output: string): RunnerCommand[] {
  return output.split(/\r?\n/).flatMap((line) => {
    const found =
      /^\s*::([a-z-]+)(?: +([^:]*(?::(?!:)[^:]*)*))?::(.*)$/i.exec(line) ??
      /##\[([a-z-]+)(?: +([^\]]*))?\](.*)$/i.exec(line);
    if (!found) return [];
    const [, name = "", properties = "", message = ""] = found;
    const pairs = properties.split(/[,;]/).flatMap((pair) => {
      const [, key, value] = /^\s*([^=]+)=(.*)$/s.exec(pair) ?? [];
      return key === undefined ? [] : [[key, unescaped(value ?? "")] as const];
    });
    return [{ name, properties: Object.fromEntries(pairs), message: unescaped(message) }];
  });
}

function unescaped(text: string): string {
  const characters: Record<string, string> = { "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%" };
  return text.replace(/%(?:0D|0A|3A|2C|25)/g, (code) => characters[code]!);
}
