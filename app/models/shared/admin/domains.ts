import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { likeWords } from "../../like.ts";
import type { Plan, StoreState } from "../store.ts";

/** A domain of a store. */
export interface ListedDomain {
  domain: string;
  is_verified: boolean;
  is_primary: boolean;
  created_at: Date;
  code: string;
  name: string;
  plan: Plan;
  state: StoreState;
  total: number;
}

export const domainsAPage = 100;

/** A page of all domains, by name; each row says how many there are in all. Ask as the platform. */
export function listAllDomains(words: string, page: number): Promise<ListedDomain[]> {
  return sequelize.query<ListedDomain>(
    `select d.domain, d.is_verified, d.is_primary, d.created_at, s.code, s.name, s.plan, s.state, count(*) over () as total
     from store_domains d join stores s on s.id = d.store_id
     where $1 = '' or d.domain like $2 or s.code like $2 or s.name ilike $2
     order by d.domain limit ${domainsAPage} offset $3`,
    { bind: [words, likeWords(words), (page - 1) * domainsAPage], type: QueryTypes.SELECT },
  );
}
