/// PostgreSQL, MariaDB and Neo4j as parts of Onefold: started when first needed, shared by leases,
/// stopped by the last.
@NullMarked
package io.onefold.embedded;

import org.jspecify.annotations.NullMarked;
