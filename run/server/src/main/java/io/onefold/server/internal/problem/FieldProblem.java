package io.onefold.server.internal.problem;

/// What is wrong with one field of a request; its value is never repeated.
///
/// @param field the field, for example `parameters.limit`; empty: the whole body
/// @param code what kind of fault, for example `unknown-field`
/// @param message what was expected
public record FieldProblem(String field, String code, String message) {}
