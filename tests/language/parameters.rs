//! Parameters, byte for byte as the table of styles has them (OpenAPI 3.2 section 4.12.6).

use lean::Call;
use lean::request::Request;

use super::support::silent;

#[lean::api(spec = "tests/specs/parameters.yaml", operations = all)]
trait Parameters {}

use parameters::{Rgb, Search};

fn colors() -> [String; 3] {
    ["blue", "black", "brown"].map(String::from)
}

fn rgb() -> Rgb {
    Rgb::new(100, 200, 150)
}

#[track_caller]
fn request<O: lean::__private::Callable>(call: &Call<O>) -> Request {
    call.request().expect("it can be sent")
}

#[test]
fn simple_in_paths() {
    let api = silent();
    assert_eq!(request(&api.simple("blue")).path, "/simple/blue");
    assert_eq!(
        request(&api.simple("a/b?c#d e%")).path,
        "/simple/a%2Fb%3Fc%23d%20e%25"
    );
    assert_eq!(
        request(&api.simple_list(&colors())).path,
        "/simple-list/blue,black,brown"
    );
    let object = request(&api.simple_object(&rgb(), &rgb()));
    assert_eq!(
        object.path,
        "/simple-object/R,100,G,200,B,150/R=100,G=200,B=150"
    );
}

#[test]
fn label_in_paths() {
    let call = silent().label("blue", &colors(), &colors(), &rgb(), &rgb());
    assert_eq!(
        request(&call).path,
        "/label/.blue/.blue,black,brown/.blue.black.brown/.R,100,G,200,B,150/.R=100.G=200.B=150"
    );
}

#[test]
fn matrix_in_paths() {
    let call = silent().matrix("blue", &colors(), &colors(), &rgb(), &rgb());
    assert_eq!(
        request(&call).path,
        "/matrix/;one=blue/;list=blue,black,brown/;lists=blue;lists=black;lists=brown\
         /;object=R,100,G,200,B,150/;R=100;G=200;B=150"
    );
}

#[test]
fn dot_segments_are_refused() {
    for value in [".", "..", ""] {
        let refused = silent().simple(value).request();
        assert!(refused.is_err(), "`{value}` would be another path");
    }
}

#[test]
fn form_in_queries() {
    let api = silent();
    let query = |call: Call<parameters::Query>| request(&call).query;
    assert_eq!(query(api.query().one("blue")), "one=blue");
    assert_eq!(query(api.query().one("")), "one=");
    assert_eq!(query(api.query().one("a b&c=d")), "one=a%20b%26c%3Dd");
    assert_eq!(
        query(api.query().exploded(&colors())),
        "exploded=blue&exploded=black&exploded=brown"
    );
    assert_eq!(
        query(api.query().joined(&colors())),
        "joined=blue,black,brown"
    );
    assert_eq!(query(api.query().members(&rgb())), "R=100&G=200&B=150");
    assert_eq!(
        query(api.query().object(&rgb())),
        "object=R,100,G,200,B,150"
    );
    assert_eq!(query(api.query().exploded(&[])), "");
}

#[test]
fn delimited_in_queries() {
    let api = silent();
    let query = |call: Call<parameters::Query>| request(&call).query;
    assert_eq!(
        query(api.query().spaced(&colors())),
        "spaced=blue%20black%20brown"
    );
    assert_eq!(
        query(api.query().piped(&colors())),
        "piped=blue%7Cblack%7Cbrown"
    );
    assert_eq!(
        query(api.query().piped_object(&rgb())),
        "pipedObject=R%7C100%7CG%7C200%7CB%7C150"
    );
}

#[test]
fn deep_objects() {
    let call = silent().query().deep(&rgb());
    assert_eq!(
        request(&call).query,
        "deep%5BR%5D=100&deep%5BG%5D=200&deep%5BB%5D=150"
    );
}

#[test]
fn reserved_characters_if_allowed() {
    let call = silent().query().reserved("a/b?c=d e%2F");
    assert_eq!(request(&call).query, "reserved=a/b?c=d%20e%2F");
}

#[test]
fn empty_values() {
    assert_eq!(request(&silent().query().empty("")).query, "empty=");
}

#[test]
fn json_in_queries() {
    let call = silent().query().json(&rgb());
    assert_eq!(
        request(&call).query,
        "json=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D"
    );
}

#[test]
fn defaults_are_not_sent() {
    let api = silent();
    assert_eq!(request(&api.query()).query, "");
    assert_eq!(request(&api.query().limit(5)).query, "limit=5");
}

#[test]
fn simple_in_headers() {
    let call = silent()
        .headers()
        .x_one("blue")
        .x_list(&colors())
        .x_object(&rgb())
        .x_exploded(&rgb());
    let headers = request(&call).headers;
    assert_eq!(headers["x-one"], "blue");
    assert_eq!(headers["x-list"], "blue,black,brown");
    assert_eq!(headers["x-object"], "R,100,G,200,B,150");
    assert_eq!(headers["x-exploded"], "R=100,G=200,B=150");
}

/// `Accept`, `Content-Type` and `Authorization` are not parameters, even if they are described and required: the
/// call above takes no argument.
#[test]
fn headers_that_are_not_parameters() {
    let headers = request(&silent().headers()).headers;
    assert!(headers.get("authorization").is_none() && headers.get("content-type").is_none());
}

#[test]
fn headers_cannot_be_broken_out_of() {
    assert!(
        silent()
            .headers()
            .x_one("a\r\nx-evil: 1")
            .request()
            .is_err()
    );
}

#[test]
fn cookies() {
    let cookie = |call: Call<parameters::Cookies>| {
        request(&call).headers["cookie"]
            .to_str()
            .expect("text")
            .to_owned()
    };
    let api = silent();
    assert_eq!(
        cookie(api.cookies().form(&colors())),
        "form=blue,black,brown"
    );
    assert_eq!(
        cookie(api.cookies().color(&colors())),
        "color=blue; color=black; color=brown"
    );
    assert_eq!(
        cookie(api.cookies().joined(&colors())),
        "joined=blue,black,brown"
    );
    assert_eq!(
        cookie(api.cookies().form(&colors()).color(&colors()[..1])),
        "form=blue,black,brown; color=blue"
    );
}

#[test]
fn whole_queries() {
    let mut search = Search::new("a b".into());
    search.tag = Some(vec!["x".into(), "y".into()]);
    assert_eq!(
        request(&silent().whole_query(&search)).query,
        "q=a+b&tag=x&tag=y"
    );
    let json = request(&silent().whole_json(&Search::new("a".into()))).query;
    assert_eq!(json, "%7B%22q%22%3A%22a%22%7D");
}

/// The operation's `page` replaces the path item's; its `id` stays.
#[test]
fn parameters_of_path_items() {
    let call = silent().inherited("7").page(2);
    let request = request(&call);
    assert_eq!(
        (request.path.as_str(), request.query.as_str()),
        ("/inherited/7", "page=2")
    );
}

#[lean::api(spec = "tests/specs/keys.yaml", module = extra)]
trait Extra {
    #[operation(look)]
    #[header("x-always", "1")]
    async fn traced(
        &self,
        #[header("x-request-id")] id: &str,
        #[header("x-attempt")] attempt: Option<u32>,
        #[header("x-tenant")] tenant: lean::Uuid,
        #[query("debug")] debug: bool,
    ) -> Result<(), lean::Error>;
}

#[tokio::test]
async fn headers_that_the_description_does_not_know_are_arguments() {
    let (api, server) = super::support::client([super::support::done(), super::support::done()]);
    let tenant = lean::Uuid::from_u128(7);
    api.traced("r-1", Some(3), tenant, true)
        .await
        .expect("done");
    api.traced("r-2", None, tenant, false).await.expect("done");
    let seen = server.seen();
    let header = |name: &str| {
        seen.iter()
            .map(|seen| seen.header(name))
            .collect::<Vec<_>>()
    };
    assert_eq!(header("x-request-id"), [Some("r-1"), Some("r-2")]);
    assert_eq!(header("x-attempt"), [Some("3"), None]);
    assert_eq!(header("x-always"), [Some("1"), Some("1")]);
    let tenant = "00000000-0000-0000-0000-000000000007";
    assert_eq!(header("x-tenant"), [Some(tenant), Some(tenant)]);
    assert_eq!(seen[0].url.query(), Some("debug=true"));
    assert_eq!(seen[1].url.query(), Some("debug=false"));
}
