package io.onefold.fraud.rule;

/// A rule that fired.
///
/// @param spec the rule
/// @param version its version
public record Hit(RuleSpec spec, int version) {}
