package io.onefold.server;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.time.Clock;
import java.time.Instant;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/// Signs the tokens by which users of this installation call its API (HS256).
public final class TokenIssuer {

    private final SecuritySettings settings;
    private final Clock clock;
    private final NimbusJwtEncoder encoder;

    /// @throws OnefoldException (INVALID_SETUP) if an identity provider signs instead
    public TokenIssuer(SecuritySettings settings, Clock clock) {
        byte[] secret = settings.secret();
        if (secret == null) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "this installation takes its tokens from "
                            + settings.jwksUri()
                            + "; ask that identity provider for one");
        }
        this.settings = settings;
        this.clock = clock;
        this.encoder = new NimbusJwtEncoder(new ImmutableSecret<>(secret));
    }

    /// A signed token for a user, with the roles and permissions the user has now.
    public String issue(Principal user) {
        Instant now = clock.instant();
        JwtClaimsSet claims =
                JwtClaimsSet.builder()
                        .issuer(settings.issuer())
                        .audience(java.util.List.of(settings.audience()))
                        .subject(user.name())
                        .issuedAt(now)
                        .notBefore(now)
                        .expiresAt(now.plus(settings.tokenLife()))
                        .claim("roles", user.roles().stream().sorted().toList())
                        .claim(
                                "permissions",
                                user.permissions().stream()
                                        .map(Permission::wireName)
                                        .sorted()
                                        .toList())
                        .build();
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }
}
