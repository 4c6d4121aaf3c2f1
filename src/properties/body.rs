//! The body of a request, read with a general JSON library; members that occur twice are kept.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::outcome::HttpRequest;

/// The members of a body in the order in which they were sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Names and values.
    pub members: Vec<(String, Value)>,
    /// A name that occurs twice in one object, at any depth.
    pub repeated: Option<String>,
}

/// Why a body is not one JSON object.
#[derive(Debug)]
pub enum BodyError {
    /// It is no JSON.
    NoJson(serde_json::Error),
    /// It is another JSON value.
    NoObject,
}

impl Body {
    /// Reads the body.
    ///
    /// # Errors
    /// Why it is not one JSON object.
    pub fn read(request: &HttpRequest) -> Result<Body, BodyError> {
        let tree: Tree = serde_json::from_slice(&request.body).map_err(BodyError::NoJson)?;
        match tree {
            Tree::Object(members) => {
                let repeated = repeated_name(&members);
                let members = members
                    .into_iter()
                    .map(|(name, value)| (name, value.into_value()))
                    .collect();
                Ok(Body { members, repeated })
            }
            _ => Err(BodyError::NoObject),
        }
    }

    /// The value of a member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members
            .iter()
            .find(|(member, _)| member == name)
            .map(|(_, value)| value)
    }

    /// The string of a member, if it is one.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    /// The strings of a member, if it is a list of them; empty if it is absent.
    pub fn texts(&self, name: &str) -> Option<Vec<&str>> {
        match self.get(name) {
            None => Some(Vec::new()),
            Some(value) => value.as_array()?.iter().map(Value::as_str).collect(),
        }
    }

    /// The pieces of `scope` between single spaces; none if the member is absent or no string.
    pub fn scopes(&self) -> Vec<&str> {
        self.text("scope")
            .map_or_else(Vec::new, |scope| scope.split(' ').collect())
    }
}

enum Tree {
    Leaf(Value),
    Array(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
    fn into_value(self) -> Value {
        match self {
            Tree::Leaf(value) => value,
            Tree::Array(elements) => elements.into_iter().map(Tree::into_value).collect(),
            Tree::Object(members) => members
                .into_iter()
                .map(|(name, value)| (name, value.into_value()))
                .collect(),
        }
    }
}

fn repeated_name(members: &[(String, Tree)]) -> Option<String> {
    members
        .iter()
        .enumerate()
        .find_map(|(index, (name, value))| {
            let again = members[..index].iter().any(|(earlier, _)| earlier == name);
            if again {
                Some(name.clone())
            } else {
                repeated_below(value)
            }
        })
}

fn repeated_below(tree: &Tree) -> Option<String> {
    match tree {
        Tree::Leaf(_) => None,
        Tree::Array(elements) => elements.iter().find_map(repeated_below),
        Tree::Object(members) => repeated_name(members),
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Leaf(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Leaf(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Leaf(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Leaf(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Leaf(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = access.next_element()? {
            elements.push(element);
        }
        Ok(Tree::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = access.next_entry()? {
            members.push(member);
        }
        Ok(Tree::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Body, BodyError> {
        Body::read(&HttpRequest::json_post("https://a.example", body))
    }

    #[test]
    fn members_are_kept_in_order_and_typed() {
        let body =
            read(r#"{"scope":"a b","n":[1,-1,1.5,null,true,{"x":"y"}],"list":["p"]}"#).unwrap();
        assert_eq!(body.scopes(), ["a", "b"]);
        assert_eq!(body.texts("list"), Some(vec!["p"]));
        assert_eq!(body.texts("n"), None);
        assert_eq!(body.texts("absent"), Some(Vec::new()));
        assert_eq!(
            body.members[1].1,
            serde_json::json!([1, -1, 1.5, null, true, {"x": "y"}])
        );
        assert_eq!(body.repeated, None);
    }

    #[test]
    fn a_name_that_occurs_twice_is_found_at_any_depth() {
        assert_eq!(
            read(r#"{"a":1,"a":2}"#).unwrap().repeated.as_deref(),
            Some("a")
        );
        let deep = read(r#"{"a":[{"b":{"c":1,"c":1}}]}"#).unwrap();
        assert_eq!(deep.repeated.as_deref(), Some("c"));
        assert_eq!(read(r#"{"a":{"x":1},"b":{"x":1}}"#).unwrap().repeated, None);
    }

    #[test]
    fn what_is_no_object_is_no_body() {
        assert!(read("[]").is_err());
        assert!(read("").is_err());
        assert!(read("{} {}").is_err());
    }
}
