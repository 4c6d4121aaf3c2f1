//! The sizes up to which the core reads. Past a limit: an error, never a truncated token (SEC-06).

/// Longest metadata document or config file, in bytes.
pub const DOCUMENT_BYTES: usize = 1 << 20;
/// Deepest nesting of a JSON document; the root object is level one (JSON-11).
pub const JSON_NESTING: usize = 64;
/// Longest WWW-Authenticate field value, in bytes (HTTP-21).
pub const FIELD_VALUE_BYTES: usize = 64 << 10;
/// Most WWW-Authenticate fields of one response.
pub const FIELD_VALUES: usize = 64;
/// Most challenges over all fields of one response.
pub const CHALLENGES: usize = 64;
/// Most parameters of one challenge.
pub const CHALLENGE_PARAMETERS: usize = 128;
/// Most command line arguments.
pub const ARGUMENTS: usize = 4096;
/// Longest command line argument, in bytes.
pub const ARGUMENT_BYTES: usize = 128 << 10;
/// Most distinct scope tokens of one request.
pub const SCOPE_TOKENS: usize = 10_000;
/// Longest scope token, in bytes.
pub const SCOPE_TOKEN_BYTES: usize = 4096;
/// Longest URI of any kind, in bytes.
pub const URI_BYTES: usize = 8192;
/// Most redirect URIs of one registration.
pub const REDIRECT_URIS: usize = 64;
/// Longest offending piece that an error or warning carries, in bytes.
pub const PIECE_BYTES: usize = 200;
