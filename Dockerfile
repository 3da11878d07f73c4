# syntax=docker/dockerfile:1.16.0
# Both services: docker build --build-arg SERVICE=scores-app --build-arg PORT=5002 .

FROM maven:3.9.16-eclipse-temurin-25 AS build
ARG SERVICE
WORKDIR /src
COPY . .
# The local repository is kept between builds; tests ran before somebody builds an image.
RUN --mount=type=cache,target=/m2 \
    mvn -q -B -ntp -Dmaven.repo.local=/m2 -DskipTests -Dspotless.check.skip -pl "${SERVICE}" -am clean package
# Three layers, by how often they change: libraries, our own modules, the service.
RUN mkdir -p /out/libraries /out/modules /out/service \
    && find "${SERVICE}/target/lib" \( -name 'scores-*.jar' -o -name 'service-chassis-*.jar' \) -exec mv -t /out/modules/ {} + \
    && mv "${SERVICE}"/target/lib/*.jar /out/libraries/ \
    && mv "${SERVICE}/target/${SERVICE}"-*.jar /out/service/app.jar \
    && mv "${SERVICE}/target/${SERVICE}"-*.cdx.json /out/service/app.cdx.json \
    && cp docker/jvm-options /out/service/

FROM eclipse-temurin:25.0.3_9-jre AS java

# What lets the service start quickly, made by the very Java and jars that it is for, with a database as docker-compose.yml
# has one: so what speaks to it and migrates it is in there, too (ADR 26).
FROM postgres:17.11 AS trained
COPY --from=java /opt/java/openjdk/ /opt/java/openjdk/
COPY --from=build /out/libraries/ /out/modules/ /app/lib/
COPY --from=build /out/service/ /app/
COPY docker/make-aot-cache /
USER postgres
RUN initdb --pgdata /tmp/database --encoding UTF8 --auth trust >/dev/null \
    && pg_ctl --pgdata /tmp/database --options '-k /tmp -c listen_addresses=127.0.0.1' --log /tmp/log --wait start >/dev/null \
    && DATABASE_URL=postgres://postgres:postgres@127.0.0.1:5432/postgres \
       /make-aot-cache /opt/java/openjdk/bin/java /app/jvm-options /app/app.jar /tmp/app.aot \
    && pg_ctl --pgdata /tmp/database stop >/dev/null

FROM java
ARG PORT
ENV PORT=${PORT}
# Nobody in particular, who owns nothing but the place for development keys.
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin service \
    && mkdir /keys && chown service /keys
COPY --from=build /out/libraries/ /app/lib/
COPY --from=build /out/modules/ /app/lib/
# The service, and the list of what is in it (CycloneDX).
COPY --from=build /out/service/ /app/
COPY --from=trained /tmp/app.aot /app/
# Java leaves a cache that does not fit aside without a word; here it must fit. References are as wide as in the cache.
RUN java @/app/jvm-options -Xmx256m -XX:AOTMode=on -XX:AOTCache=/app/app.aot -jar /app/app.jar --version
USER 10001
EXPOSE ${PORT}
# By bash alone: the image has no HTTP client, and a JVM each time would cost more than the service.
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
# What the compiler has freed goes back to the system: two arenas of malloc, and no raising of what they may keep.
ENV MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072
# Where the cache does not fit the machine, Java starts as it would without.
ENTRYPOINT ["java", "@/app/jvm-options", "-XX:AOTCache=/app/app.aot", "-jar", "/app/app.jar"]
CMD ["serve"]
