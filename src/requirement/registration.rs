//! Dynamic client registration and the management of registrations.

use super::{REGISTRATION_ANSWERS, STORED_CREDENTIALS};

area! {
    /// RFC 7591: transport, client metadata, languages, responses, errors.
    DCR:
    "DCR-01" Must Client, "RFC 7591, sections 3 and 3.1", Request,
        "To register, a client sends its metadata by POST to the registration endpoint.";
    "DCR-02" Must Client, "RFC 7591, section 3.1", Request,
        "The body is a single JSON object with the client metadata as its members, sent as \
         `application/json`.";
    "DCR-03" Should Client, "RFC 7591, section 3.1", Request,
        "The request says in `Accept` that it wants `application/json`.";
    "DCR-04" Must Client, "RFC 7591, sections 3 and 5; OAuth 2.1 draft 13, section 1.5", Request,
        "Registrations go over TLS, so an endpoint without https is refused, loopback aside when a \
         switch allows it.";
    "DCR-05" May Client, "RFC 7591, sections 3 and 3.1", Request,
        "An initial access token goes into `Authorization` as a Bearer credential and nowhere \
         else; without one there is no such field.";
    "DCR-06" Optional Client, "RFC 7591, section 2", Request,
        "Any member of the metadata may be missing, and one that is there has the JSON type of its \
         definition.";
    "DCR-07" Must AuthorizationServer, "RFC 7591, section 2", Request,
        "A server passes over members it does not know, so an extension member harms none of the \
         others.";
    "DCR-08" May AuthorizationServer, "RFC 7591, sections 2 and 3.2.1", Later(REGISTRATION_ANSWERS),
        "A server may register other values than the requested ones, or nothing at all.";
    "DCR-10" Must Client, "RFC 7591, section 2; RFC 6749, section 2", Request,
        "Whoever uses `authorization_code` registers at least one string in the array \
         `redirect_uris`.";
    "DCR-11" Optional Client, "RFC 7591, section 2", Request,
        "`token_endpoint_auth_method` is a string such as `none`, `client_secret_post` or \
         `client_secret_basic`.";
    "DCR-12" Must Client, "RFC 7591, section 2", Request,
        "A public client writes `none` out, because silence about `token_endpoint_auth_method` \
         means `client_secret_basic`.";
    "DCR-13" Optional Client, "RFC 7591, section 2", Request,
        "`grant_types` is an array of strings; without it a client has `authorization_code` alone.";
    "DCR-14" Optional Client, "RFC 7591, section 2", Request,
        "`response_types` is an array of strings; without it a client has `code` alone.";
    "DCR-15" Recommended Client, "RFC 7591, section 2", Request,
        "`client_name` is a string for people to read, and every registration had better carry it.";
    "DCR-16" Recommended Client, "RFC 7591, section 2", Request,
        "`client_uri` is a string with the URL of a page about the client.";
    "DCR-17" Optional Client, "RFC 7591, section 2", Request,
        "`logo_uri` is a string with the URL of a picture.";
    "DCR-18" Optional Client, "RFC 7591, section 2", Request,
        "`scope` is a single JSON string of tokens with spaces between them, never an array.";
    "DCR-19" Optional Client, "RFC 7591, section 2", Request,
        "`contacts` is an array of strings, most often of mail addresses.";
    "DCR-20" Optional Client, "RFC 7591, section 2", Request,
        "`tos_uri` is a string with the URL of the terms of service.";
    "DCR-21" Optional Client, "RFC 7591, section 2", Request,
        "`policy_uri` is a string with the URL of the privacy policy.";
    "DCR-22" Optional Client, "RFC 7591, section 2", Request,
        "`jwks_uri` is a string with the URL of the client's keys, and better than `jwks`.";
    "DCR-23" Optional Client, "RFC 7591, section 2", Request,
        "`jwks` is a JSON object, the key set itself, for clients without a place to publish it.";
    "DCR-24" MustNot Client, "RFC 7591, section 2", Request,
        "Of `jwks` and `jwks_uri` a client uses one at most.";
    "DCR-25" Optional Client, "RFC 7591, section 2", Request,
        "`software_id` is a string that all copies and versions of a client software share.";
    "DCR-26" Optional Client, "RFC 7591, section 2", Request,
        "`software_version` is a string that differs from one release of the client to the next.";
    "DCR-27" Optional Client, "RFC 7591, sections 2.3 and 3.1.1", Request,
        "`software_statement` is a signed token in a string; it travels unchanged, and `scope` may \
         stand beside it.";
    "DCR-30" Should Client, "RFC 7591, section 2.1", Request,
        "`code` is registered exactly with `authorization_code`, `token` exactly with `implicit`, \
         and no response type for other grants.";
    "DCR-31" Should AuthorizationServer, "RFC 7591, sections 2.1 and 3.2.2", Request,
        "Servers turn down grant and response types that do not fit, so none such can be built.";
    "DCR-32" Must Client, "RFC 7591, section 2",
        Later("token requests are built in a later release"),
        "Grant and response types are registered under the names that later requests send.";
    "DCR-35" May Client, "RFC 7591, section 2.2", Request,
        "A member for people may come in several languages, each named by `#` and a BCP 47 tag \
         after the member's name.";
    "DCR-36" Should Client, "RFC 7591, section 2.2",
        NoEffect("a registration hands tagged members on and looks none up"),
        "Upper and lower case do not distinguish language tags for a reader.";
    "DCR-37" Recommended Client, "RFC 7591, section 2.2", Request,
        "Next to tagged members stands the untagged one, of which no language is assumed.";
    "DCR-38" MustNot Client, "this project", Request,
        "Language tags are for the name and the four page URLs; a tagged `scope` is neither \
         written nor read.";
    "DCR-40" Must Client, "this project", Request,
        "A member without content does not appear: no `null`, no empty string, array or object.";
    "DCR-41" MustNot Client, "this project; compare RFC 7592, section 2.2", Request,
        "Nothing that a server assigns stands in a request, such as `client_id`, `client_secret` \
         or `registration_access_token`.";
    "DCR-42" MustNot Client, "this project; compare RFC 8707, section 2", Request,
        "Parameters of later requests, such as `resource` or `state`, are no members of a \
         registration.";
    "DCR-50" Must AuthorizationServer, "RFC 7591, section 3.2.1", Later(REGISTRATION_ANSWERS),
        "A registration that worked is answered with status 201 and a JSON object.";
    "DCR-51" Must AuthorizationServer, "RFC 7591, section 3.2.1", Later(REGISTRATION_ANSWERS),
        "The answer holds the string `client_id`.";
    "DCR-52" Optional Client, "RFC 7591, section 3.2.1", Later(REGISTRATION_ANSWERS),
        "A `client_secret` in the answer is a string of this client alone and makes it \
         confidential.";
    "DCR-53" Must AuthorizationServer, "RFC 7591, section 3.2.1", Later(REGISTRATION_ANSWERS),
        "With a secret comes `client_secret_expires_at` in whole seconds of Unix time, where zero \
         stands for never.";
    "DCR-54" Optional Client, "RFC 7591, section 3.2.1", Later(REGISTRATION_ANSWERS),
        "`client_id_issued_at` counts whole seconds of Unix time.";
    "DCR-55" Must AuthorizationServer, "RFC 7591, section 3.2.1", Later(REGISTRATION_ANSWERS),
        "The answer lists everything that was registered, so its `scope` is the one that holds.";
    "DCR-56" May Client, "RFC 7591, section 3.2.1", Later(REGISTRATION_ANSWERS),
        "A client looks at what was registered and decides whether it can work with that.";
    "DCR-57" Must AuthorizationServer, "RFC 7591, section 3.2.1", BindsServer,
        "A server returns the software statement of the request as it was.";
    "DCR-58" Must Client, "this project", Later(REGISTRATION_ANSWERS),
        "When an answer is silent about `scope`, the requested one is kept and marked unconfirmed.";
    "DCR-60" Must AuthorizationServer, "RFC 7591, section 3.2.2", Later(REGISTRATION_ANSWERS),
        "A refusal comes as a JSON object, with status 400 where no other is laid down.";
    "DCR-61" Must AuthorizationServer, "RFC 7591, section 3.2.2", Later(REGISTRATION_ANSWERS),
        "A refusal has one ASCII code in `error` and may explain it in `error_description`.";
    "DCR-62" Must Client, "RFC 7591, section 3.2.2", Later(REGISTRATION_ANSWERS),
        "What a client does not know in a refusal it passes over.";
    "DCR-63" Must AuthorizationServer, "RFC 7591, section 3.2.2", Later(REGISTRATION_ANSWERS),
        "Registration has four error codes of its own: one for redirect URIs, one for metadata and \
         two for software statements.";
    "DCR-64" Must Client, "this project", Later(REGISTRATION_ANSWERS),
        "Whatever a refusal looks like, the client reports its status and what could be read of \
         it.";
    "DCR-70" Must AuthorizationServer, "RFC 7591, section 5", BindsServer,
        "A server insists on registered redirect URIs for grants that redirect.";
    "DCR-71" Must Client, "RFC 7591, section 5", Request,
        "A redirect URI uses https to another host, http to this machine, or a scheme that belongs \
         to the client alone.";
}

const NO_MANAGEMENT: &str = "registrations are changed in a later release";

area! {
    /// RFC 7592: a registration that is read, updated or widened.
    DCRM:
    "DCRM-01" Must AuthorizationServer, "RFC 7592, section 3", Later(REGISTRATION_ANSWERS),
        "The URL of the registration and the token for it come together or not at all.";
    "DCRM-02" Must Client, "RFC 7592, section 2", Later(NO_MANAGEMENT),
        "The registration access token goes to the client configuration endpoint and to no other \
         URL.";
    "DCRM-03" Must Client, "RFC 7592, section 2.2", Later(NO_MANAGEMENT),
        "An update repeats `client_id` and the secret as they are, and leaves out management \
         members and times.";
    "DCRM-04" Must Client, "RFC 7592, section 2.2", Later(NO_MANAGEMENT),
        "An update stands for the whole registration, so it repeats everything that is to stay.";
    "DCRM-05" May AuthorizationServer, "RFC 7592, sections 2.1 and 2.2", Later(STORED_CREDENTIALS),
        "A server may hand out a new secret or token with any answer, and the latest ones count.";
}
