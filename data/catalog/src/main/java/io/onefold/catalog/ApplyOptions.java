package io.onefold.catalog;

/// How manifests are applied.
///
/// @param dryRun whether nothing is kept, and only what would change is told
/// @param takeManifest whether control rows edited by hand are overwritten by what the manifests
///   say
public record ApplyOptions(boolean dryRun, boolean takeManifest) {

    /// Keep what changes; edits by hand hold.
    public static final ApplyOptions DEFAULT = new ApplyOptions(false, false);

    /// Tell what would change.
    public static final ApplyOptions DRY_RUN = new ApplyOptions(true, false);
}
