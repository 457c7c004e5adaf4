//! XML Objects: what members become in XML (OpenAPI 3.2 section 4.26), and what cannot be written so.

use lean_runtime::json::Tape;
use lean_runtime::operation::{Codec, Media, Xml, XmlKind, XmlNode};
use lean_runtime::request::Payload;
use lean_runtime::wire::json_body;

const fn kind(node: XmlNode, kind: XmlKind) -> XmlNode {
    XmlNode { kind, ..node }
}

static ITEM: XmlNode = XmlNode::new("", "item");

static SHAPES: &[&[XmlNode]] = &[
    &[
        kind(XmlNode::new("id", "id"), XmlKind::Attribute),
        XmlNode {
            prefix: "p",
            namespace: "urn:p",
            kind: XmlKind::Attribute,
            ..XmlNode::new("lang", "lang")
        },
        kind(XmlNode::new("codes", "codes"), XmlKind::Attribute),
        XmlNode {
            item: Some(&ITEM),
            ..XmlNode::new("wrapped", "list")
        },
        XmlNode::new("plain", "one"),
        XmlNode {
            prefix: "p",
            namespace: "urn:p",
            shape: 0,
            ..XmlNode::new("inner", "inner")
        },
        XmlNode {
            namespace: "urn:d",
            ..XmlNode::new("own", "own")
        },
        kind(XmlNode::new("script", ""), XmlKind::Cdata),
        XmlNode {
            kind: XmlKind::Inline,
            shape: 1,
            ..XmlNode::new("group", "")
        },
    ],
    &[
        XmlNode::new("a", "a"),
        kind(XmlNode::new("b", "b"), XmlKind::Attribute),
    ],
];

static XML: Xml = Xml {
    root: XmlNode {
        shape: 0,
        ..XmlNode::new("", "root")
    },
    shapes: SHAPES,
};

static MEDIA: Media = Media::new("application/xml", Codec::Xml)
    .root("root")
    .xml(&XML);

fn written(json: &str) -> Result<String, String> {
    let (_, payload) = json_body(&MEDIA, json).map_err(|error| error.to_string())?;
    let Payload::Bytes(bytes) = payload else {
        panic!("bytes")
    };
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    Ok(text.lines().skip(1).collect::<Vec<_>>().join("\n"))
}

#[test]
fn what_members_become() {
    for (json, xml) in [
        (r#"{"id": 7, "x": null}"#, r#"<root id="7"></root>"#),
        (
            r#"{"id": "a\"<&\n\t"}"#,
            r#"<root id="a&quot;&lt;&amp;&#10;&#9;"></root>"#,
        ),
        (
            r#"{"lang": "en"}"#,
            r#"<root xmlns:p="urn:p" p:lang="en"></root>"#,
        ),
        (r#"{"codes": [1, 2]}"#, r#"<root codes="1 2"></root>"#),
        (
            r#"{"wrapped": [1, null, 2]}"#,
            "<root><list><item>1</item><item>2</item></list></root>",
        ),
        (r#"{"wrapped": []}"#, "<root><list></list></root>"),
        (
            r#"{"plain": [1, 2]}"#,
            "<root><one>1</one><one>2</one></root>",
        ),
        (
            r#"{"inner": {"inner": {"id": 1}}}"#,
            r#"<root><p:inner xmlns:p="urn:p"><p:inner id="1"></p:inner></p:inner></root>"#,
        ),
        (
            r#"{"own": 1, "y": 2}"#,
            r#"<root><own xmlns="urn:d">1</own><y>2</y></root>"#,
        ),
        (
            r#"{"script": "a<b]]>c"}"#,
            "<root><![CDATA[a<b]]]]><![CDATA[>c]]></root>",
        ),
        (
            r#"{"group": {"a": 1, "b": 2, "c": 3}}"#,
            r#"<root b="2"><a>1</a><c>3</c></root>"#,
        ),
        (
            r#"{"group": {"a": 1}, "id": 3}"#,
            r#"<root id="3"><a>1</a></root>"#,
        ),
    ] {
        assert_eq!(written(json).as_deref(), Ok(xml), "{json}");
    }
}

#[test]
fn what_has_no_form_is_refused_by_name() {
    for (json, name) in [
        (r#"{"id": {"a": 1}}"#, "`id`"),
        (r#"{"codes": [[1]]}"#, "`codes`"),
        (r#"{"script": [1]}"#, "`script`"),
        (r#"{"script": "\u0001"}"#, "`script`"),
        (r#"{"plain": [[1]]}"#, "`one`"),
        (r#"{"wrapped": [[1]]}"#, "`item`"),
    ] {
        assert!(
            written(json).is_err_and(|told| told.contains(name)),
            "{json}: {:?}",
            written(json)
        );
    }
    assert!(Tape::parse("1").is_ok() && written("[1]").is_err());
}
