/** What somebody may do in a shop; each may also do what the ones before it may. */
export const roles = ["viewer", "fulfilment", "manager", "owner"] as const;

export type Role = (typeof roles)[number];

/** Whether somebody with `role` may do what takes `needed`. */
export function mayDo(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** What a role is called, and what it is for. */
export const roleWords: Record<Role, { name: string; text: string }> = {
  owner: { name: "Owner", text: "Everything, staff and plan included" },
  manager: { name: "Manager", text: "Everything but staff, domains and the plan" },
  fulfilment: { name: "Fulfilment", text: "Packs and ships orders, and looks at the rest" },
  viewer: { name: "Viewer", text: "Looks, and changes nothing" },
};
