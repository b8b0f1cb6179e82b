/** SQL: whether shoppers may see the product `p`. The one place that says so. */
export const visible = "p.status = 'active' and p.published_at <= now()";
