import type { Context } from "#core/context.ts";
import type { Rights } from "#core/generated/lab.ts";
import type { PolicyRule, Subject } from "#core/kubernetes/generated/types.d.ts";
import { type KubernetesObject, kindName } from "#core/kubernetes/object.ts";
import { type AnyRole, appliesTo, type Binding, roleOf, userOf } from "#core/kubernetes/rbac/grants.ts";
import { rightsBeyond, rightsWithin, rightText } from "#core/kubernetes/rbac/rights.ts";
import type { Item } from "./sight.ts";

const rbac = "rbac.authorization.k8s.io/v1";

/** An account that nobody names: it has what each account of its namespace has. */
const STRANGER = "checkride-stranger";

/** A namespace without any binding: what is allowed there is allowed everywhere. */
const NOWHERE = "checkride-nowhere";

/** Somebody with rights in the namespace of the grade. */
interface Holder {
  name: string;
  rules: readonly PolicyRule[];
  /** What the cluster gives to everybody of their kind, in every namespace. */
  everywhere: readonly PolicyRule[];
  /** Whether this subject of a binding is the holder, or a group of theirs. */
  isMeant: (subject: Subject) => boolean;
}

/** A rule of a role, or all that a binding gives: where rights come from. */
interface Source {
  object: string;
  path: string;
  rules: readonly PolicyRule[];
}

/**
 * Holds the rights of an account, or of everybody but some, against those that they should have. One item for each place
 * that gives too much and for each holder who has too little, or one that says that nothing differs.
 */
export async function compareRights(context: Context, asked: Rights): Promise<Item[]> {
  const { exactly, serviceAccount, everybodyBut } = asked;
  const bindings = await boundRoles(context);
  const own = serviceAccount === undefined ? [] : [await accountHolder(context, serviceAccount)];
  const holders = everybodyBut ? await othersThan(everybodyBut, bindings, context) : own;
  const items = holders.flatMap((holder) => {
    const sources = bindings.flatMap((bound) => (everybodyBut ? subjectSources : ruleSources)(bound, holder));
    return [...excess(holder, exactly, sources), ...lack(holder, exactly)];
  });
  const distinct = new Map(items.map((item) => [JSON.stringify([item.name, item.value["path"]]), item]));
  return distinct.size === 0 ? [{ value: { path: "", expected: [], actual: [] } }] : [...distinct.values()];
}

interface BoundRole {
  binding: Binding;
  role: AnyRole;
}

/** The bindings of the namespace, each with the role that it gives; one to a role that is not there gives nothing. */
async function boundRoles({ cluster, namespace }: Context): Promise<BoundRole[]> {
  const list = async (kind: string) => await cluster.list({ apiVersion: rbac, kind, namespace });
  const [bindings, roles] = (await Promise.all([list("RoleBinding"), list("Role")])) as [Binding[], AnyRole[]];
  const names = new Set(bindings.flatMap(({ roleRef }) => (roleRef?.kind === "ClusterRole" ? [roleRef.name] : [])));
  const clusterRoles = await Promise.all(
    [...names].map(async (name) => await cluster.list({ apiVersion: rbac, kind: "ClusterRole", name })),
  );
  const all = [...roles, ...clusterRoles.flat()] as AnyRole[];
  return bindings.flatMap((binding) => {
    const role = roleOf(binding.roleRef ?? {}, all, namespace);
    return role ? [{ binding, role }] : [];
  });
}

async function accountHolder({ cluster, namespace }: Context, name: string): Promise<Holder> {
  const account = { namespace, name };
  const [rules, everywhere] = await Promise.all([cluster.rules(account, namespace), cluster.rules(account, NOWHERE)]);
  const isMeant = (subject: Subject) => appliesTo(subject, userOf(account), namespace);
  return { name: `ServiceAccount/${name}`, rules, everywhere, isMeant };
}

/** The accounts of the namespace, a stranger for what groups of them get, and each subject that the submission binds. */
async function othersThan(exempt: readonly string[], bound: readonly BoundRole[], context: Context): Promise<Holder[]> {
  const { cluster, namespace, manifests } = context;
  const accounts = await cluster.list({ apiVersion: "v1", kind: "ServiceAccount", namespace });
  const names = new Set([...accounts.map(({ metadata }) => metadata.name), STRANGER]);
  for (const name of exempt) names.delete(name);
  const users = exempt.map((name) => ({ user: userOf({ namespace, name }).user, groups: [] }));
  const isExempt = (subject: Subject) => users.some((user) => appliesTo(subject, user, namespace));
  const isSubmitted = (of: KubernetesObject) =>
    manifests.some(({ object }) => kindName(object) === kindName(of) && object.metadata.name === of.metadata.name);
  const subjects = bound
    .filter(({ binding }) => isSubmitted(binding))
    .flatMap(({ binding: { subjects = [] }, role: { rules = [] } }) =>
      subjects
        .filter((subject) => !isExempt(subject))
        .map((subject): Holder => ({
          name: `${subject.kind}/${subject.name}`,
          rules,
          everywhere: [],
          isMeant: (one) => one === subject,
        })),
    );
  return [...subjects, ...(await Promise.all([...names].map(async (name) => await accountHolder(context, name))))];
}

/** Each rule that the holder has by this binding; a role of the cluster's counts as a whole. */
function ruleSources({ binding, role }: BoundRole, { isMeant }: Holder): Source[] {
  const { rules = [], kind, metadata } = role;
  if (!binding.subjects?.some(isMeant)) return [];
  if (kind === "ClusterRole") return [{ object: `RoleBinding/${binding.metadata.name}`, path: "roleRef.name", rules }];
  return rules.map((rule, index) => ({ object: `Role/${metadata.name}`, path: `rules[${index}]`, rules: [rule] }));
}

/** Each subject of the binding that the holder is. */
function subjectSources({ binding, role }: BoundRole, { isMeant }: Holder): Source[] {
  const object = `RoleBinding/${binding.metadata.name}`;
  return (binding.subjects ?? []).flatMap((subject, index) =>
    isMeant(subject) ? [{ object, path: `subjects[${index}]`, rules: role.rules ?? [] }] : [],
  );
}

/** Where more comes from than should be there, and what that place gives. */
function excess({ name, rules, everywhere }: Holder, exactly: readonly PolicyRule[], sources: Source[]): Item[] {
  const allowed = [...exactly, ...everywhere];
  if (rightsBeyond(rules, allowed).length === 0) return [];
  const guilty = sources.filter((source) => rightsBeyond(source.rules, allowed).length > 0);
  const places = guilty.length > 0 ? guilty : [{ object: name, path: "", rules }];
  return places.map(({ object, path, rules: given }) => {
    const expected = rightsWithin(given, exactly).map(rightText);
    return {
      name: object,
      value: { path, expected, actual: [...expected, ...rightsBeyond(given, allowed).map(rightText)] },
    };
  });
}

function lack({ name, rules, everywhere }: Holder, exactly: readonly PolicyRule[]): Item[] {
  const missing = rightsBeyond(exactly, [...rules, ...everywhere]).map(rightText);
  return missing.length === 0 ? [] : [{ name, value: { path: "", expected: missing, actual: [] } }];
}
