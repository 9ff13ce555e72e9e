import { randomInt } from "node:crypto";
import { hashPassword } from "../../src/passwords";
import { ago, DAY, type Scene, staffIdOf } from "./scene";

/** A member of staff who can sign in, with the password that must be changed then. */
export interface StaffLogin {
  name: string;
  password: string;
  role: StaffRole;
}

export type StaffRole = "admin" | "moderator" | "operator";

const NAMES: Record<StaffRole, string> = { admin: "管理员", moderator: "审核员", operator: "运营" };

/** Without those that look like another. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** 15 letters in groups of five: some 74 bits of chance, new at each seeding. */
function firstPassword(): string {
  const group = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return [group(), group(), group()].join("-");
}

/** One of each role, named after it. */
export async function seedStaff(scene: Pick<Scene, "db" | "now">): Promise<StaffLogin[]> {
  const roles = Object.keys(NAMES) as StaffRole[];
  const logins = roles.map((role) => ({ name: role, password: firstPassword(), role }));
  const data = logins.map(async ({ name, password, role }) => ({
    staffId: staffIdOf(name),
    username: name,
    displayName: NAMES[role],
    role,
    passwordHash: await hashPassword(password),
    mustChangePassword: true,
    createTime: ago(scene, 95 * DAY),
  }));
  await scene.db.staff.createMany({ data: await Promise.all(data) });
  return logins;
}
