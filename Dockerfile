# syntax=docker/dockerfile:1.16.0
# Both services: docker build --build-arg SERVICE=scores-app --build-arg PORT=5002 .

FROM maven:3.9.16-eclipse-temurin-25 AS build
ARG SERVICE
WORKDIR /src
COPY . .
# The cache keeps the local repository between builds. Tests run elsewhere.
RUN --mount=type=cache,target=/m2 \
    mvn -q -B -ntp -Dmaven.repo.local=/m2 -DskipTests -Dspotless.check.skip -pl "${SERVICE}" -am clean package
# Three layers, by frequency of change: libraries, modules of this repository, the service.
RUN mkdir -p /out/libraries /out/modules /out/service \
    && find "${SERVICE}/target/lib" \( -name 'scores-*.jar' -o -name 'service-chassis-*.jar' \) -exec mv -t /out/modules/ {} + \
    && mv "${SERVICE}"/target/lib/*.jar /out/libraries/ \
    && mv "${SERVICE}/target/${SERVICE}"-*.jar /out/service/app.jar \
    && mv "${SERVICE}/target/${SERVICE}"-*.cdx.json /out/service/app.cdx.json \
    && cp docker/jvm-options docker/healthcheck /out/service/

FROM eclipse-temurin:25.0.3_9-jre AS java

# Creates the AOT cache with the shipped Java and jars. The training run uses a database, so that the cache includes the
# classes of the driver and of the migrations (ADR 26).
FROM postgres:17.11 AS trained
ARG SERVICE
COPY --from=java /opt/java/openjdk/ /opt/java/openjdk/
COPY --from=build /out/libraries/ /out/modules/ /app/lib/
COPY --from=build /out/service/ /app/
COPY docker/make-aot-cache docker/training-load /
USER postgres
RUN initdb --pgdata /tmp/database --encoding UTF8 --auth trust >/dev/null \
    && pg_ctl --pgdata /tmp/database --options '-k /tmp -c listen_addresses=127.0.0.1' --log /tmp/log --wait start >/dev/null \
    && DATABASE_URL=postgres://postgres:postgres@127.0.0.1:5432/postgres \
       /make-aot-cache /opt/java/openjdk/bin/java /app/jvm-options /app/app.jar /tmp/app.aot "${SERVICE}" \
    && pg_ctl --pgdata /tmp/database stop >/dev/null

FROM java
ARG PORT
ENV PORT=${PORT}
# An unprivileged user, who owns only the directory for development keys.
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin service \
    && mkdir /keys && chown service /keys
COPY --from=build /out/libraries/ /app/lib/
COPY --from=build /out/modules/ /app/lib/
# The service and its bill of materials (CycloneDX).
COPY --from=build /out/service/ /app/
COPY --from=trained /tmp/app.aot /app/
# Fails the build if the cache does not fit; at run time the JVM would silently ignore it. The heap size selects references
# of the same width as in the cache.
RUN java @/app/jvm-options -Xmx256m -XX:AOTMode=on -XX:AOTCache=/app/app.aot -jar /app/app.jar --version
USER 10001
EXPOSE ${PORT}
# The script uses neither an HTTP client, which the image does not have, nor a JVM, which is expensive to start.
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 CMD ["/app/healthcheck"]
# Makes malloc return memory that the compiler has freed: two arenas and a fixed trim threshold.
ENV MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072
# Without a matching cache the JVM starts normally, but slower.
ENTRYPOINT ["java", "@/app/jvm-options", "-XX:AOTCache=/app/app.aot", "-jar", "/app/app.jar"]
CMD ["serve"]
# Last, so that a new version does not change the layers.
ARG SERVICE
ARG VERSION=development
ARG REVISION=unknown
LABEL org.opencontainers.image.title="${SERVICE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="https://github.com/scores-dev/scores" \
      org.opencontainers.image.documentation="https://github.com/scores-dev/scores/blob/main/docs/operations.md" \
      org.opencontainers.image.vendor="The scores team" \
      org.opencontainers.image.licenses="Apache-2.0"
