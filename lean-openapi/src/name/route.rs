//! The name of an operation that has no id.

use super::{join_snake, snake, words};

/// Made of method and path: `GET /accounts/{id}/balances` is `get_accounts_by_id_balances`.
pub(crate) fn route_name(method: &str, path: &str) -> String {
    let mut all = words(method);
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let has_parameter = segment.contains('{');
        if has_parameter && segment.starts_with('{') {
            all.push("by".to_string());
        }
        all.extend(words(segment));
    }
    snake(&join_snake(&all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes() {
        assert_eq!(route_name("GET", "/banks/v1/"), "get_banks_v1");
        assert_eq!(
            route_name("GET", "/accounts/{account_id}/balances"),
            "get_accounts_by_account_id_balances"
        );
        assert_eq!(route_name("POST", "/"), "post");
        assert_eq!(
            route_name("GET", "/feed/{year}-{month}.json"),
            "get_feed_by_year_month_json"
        );
    }
}
