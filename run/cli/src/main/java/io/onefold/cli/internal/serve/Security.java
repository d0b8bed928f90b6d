package io.onefold.cli.internal.serve;

import io.onefold.pipeline.DataPath;
import io.onefold.server.SecuritySettings;

/// How callers of the server prove who they are, as settings say.
final class Security {

    private static final String SIGNING_KEY = "token-signing";

    private Security() {}

    /// Keys of an identity provider if `onefold.security.jwks-uri` is set, else Onefold's own key.
    static SecuritySettings settings(DataPath path) {
        return path.settings()
                .get("onefold.security.jwks-uri")
                .map(
                        keys ->
                                SecuritySettings.provider(
                                        path.settings().require("onefold.security.issuer"),
                                        path.settings()
                                                .get("onefold.security.audience")
                                                .orElse("onefold"),
                                        keys))
                .orElseGet(() -> SecuritySettings.ownKey(path.secrets().secret(SIGNING_KEY)));
    }
}
