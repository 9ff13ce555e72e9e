import { parseArgs } from "node:util";
import { DomainError } from "@chaoqer/contract/errors";
import { staffCreateInput, username } from "@chaoqer/contract/staff/accounts";
import { createDb, type Db } from "@chaoqer/db/client";
import { hashPassword } from "@chaoqer/db/passwords";
import { inTransaction } from "@chaoqer/db/tx";
import { ZodError } from "zod";
import { type Clock, systemClock } from "./clock";
import { addStaff } from "./domains/staff/accounts";
import { writeAudit } from "./domains/staff/audit";
import { newFirstPassword } from "./domains/staff/rules";

/** Staff accounts from the command line: for the first admin, and for when nobody gets in any more (docs/staff.md). */

const USAGE = `Usage:
  npm run staff -- create --name <name> --role <moderator|operator|admin> [--display <shown name>]
  npm run staff -- password --name <name>    a new first password; ends the account's sessions
  npm run staff -- list`;

interface Cli {
  db: Db;
  clock: Clock;
  print(line: string): void;
}

async function create({ print, ...ctx }: Cli, values: Record<string, string | undefined>): Promise<void> {
  const name = values.name ?? "";
  const input = staffCreateInput.parse({ username: name, displayName: values.display ?? name, role: values.role });
  const created = await inTransaction(ctx, async (tx) => {
    const staff = await addStaff(tx, input);
    const target = { targetType: "staff", targetId: staff.staffId };
    await writeAudit(tx, [{ staffId: null, action: "account.create", ...target, after: input }]);
    return staff;
  });
  print(`Created ${created.username} (${input.role}). First password, to be changed at the first login:`);
  print(created.password);
}

async function password({ print, ...ctx }: Cli, values: Record<string, string | undefined>): Promise<void> {
  const name = username.parse(values.name ?? "");
  const first = newFirstPassword();
  const passwordHash = await hashPassword(first);
  await inTransaction(ctx, async (tx) => {
    const staff = await tx.db.staff.findUnique({ where: { username: name }, select: { staffId: true } });
    if (!staff) throw new DomainError("notFound", `There is no account ${name}`);
    const { staffId } = staff;
    const data = { passwordHash, mustChangePassword: true };
    await tx.db.staff.update({ where: { staffId }, data, select: { staffId: true } });
    await tx.db.staffSession.deleteMany({ where: { staffId } });
    await tx.db.staffLoginFailure.deleteMany({ where: { username: name } });
    await writeAudit(tx, [{ staffId: null, action: "account.password", targetType: "staff", targetId: staffId }]);
  });
  print(`${name} has a new first password, to be changed at the next login:`);
  print(first);
}

async function list({ db, print }: Cli): Promise<void> {
  const select = { username: true, displayName: true, role: true, disabledTime: true } as const;
  const staff = await db.staff.findMany({ select, orderBy: { username: "asc" } });
  if (staff.length === 0) print("There are no accounts yet.");
  for (const one of staff)
    print([one.username, one.role, one.displayName, ...(one.disabledTime ? ["disabled"] : [])].join("\t"));
}

const COMMANDS = { create, password, list };

function wrongUse(error: unknown): string | undefined {
  if (error instanceof ZodError) return error.issues.map(({ message }) => message).join("\n");
  if (error instanceof DomainError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  return code?.startsWith("ERR_PARSE_ARGS") && error instanceof Error ? error.message : undefined;
}

/** Runs one command. @returns the exit code: 0, or 1 when it was not understood or refused */
export async function runStaffCommand(args: string[], cli: Cli): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { name: { type: "string" }, role: { type: "string" }, display: { type: "string" } },
    });
    const [command = ""] = positionals;
    if (!Object.hasOwn(COMMANDS, command)) {
      cli.print(USAGE);
      return 1;
    }
    await COMMANDS[command as keyof typeof COMMANDS](cli, values);
    return 0;
  } catch (error) {
    const message = wrongUse(error);
    if (message === undefined) throw error;
    cli.print(`${message}\n\n${USAGE}`);
    return 1;
  }
}

/** Runs one command on a database, with its output on ours. */
export async function staffCli(args: string[], databaseUrl: string): Promise<number> {
  const db = createDb(databaseUrl, { max: 2 });
  try {
    return await runStaffCommand(args, { db, clock: systemClock, print: (line) => console.log(line) });
  } finally {
    await db.$disconnect();
  }
}
