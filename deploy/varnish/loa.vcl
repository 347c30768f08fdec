vcl 4.1;

# Varnish in front of the authority's server: /etc/varnish/loa.vcl. Installed as in ../../docs/how-to/keep-public-pages-standing.md.
#
# What everyone may read is kept in the server's own words, for seconds while it answers and for a day while it does not. Everything else is
# passed on and never kept. Whoever ends TLS before it says who asks by the PROXY protocol. Replace the address of the server.

import std;

backend loa {
    .host = "127.0.0.1";
    .port = "8080";
    .connect_timeout = 2s;
    # Streams beat every few seconds.
    .first_byte_timeout = 60s;
    .between_bytes_timeout = 60s;
    .probe = {
        .url = "/healthz";
        .interval = 1s;
        # A server that is busy for a moment is not dead.
        .timeout = 3s;
        .window = 5;
        .threshold = 3;
        .initial = 5;
    }
}

sub vcl_recv {
    # What a reader says of itself must not reach a server that trusts its proxy, nor what follows here.
    set req.http.X-Forwarded-For = client.ip;
    unset req.http.Forwarded;
    unset req.http.Proxy;
    if (req.restarts == 0) {
        unset req.http.X-Loa-Public;
        unset req.http.X-Loa-Standing;
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    if (req.url !~ "^/(?:free(?:\.json)?|(?:en/)?(?:exercise/)?bulletins(?:/[0-9a-f-]{36}(?:\.png)?)?|(?:en/)?bulletins\.(?:atom|json)|bulletins/sound/[0-9a-f]{64}|(?:exercise/)?cap\.atom|(?:exercise/)?cap/[0-9a-z.-]+\.(?:xml|pem))(?:\?.*)?\z") {
        return (pass);
    }

    # A page has one key, whatever else is asked: no cookie, no header and no query of a reader makes another one. Nobody is anybody here,
    # so that no answer is for anybody.
    if (req.url ~ "^/(?:exercise/)?bulletins(?:\.atom|\.json)?\?(?:.*&)?lang=en(?:&|\z)") {
        set req.url = "/en" + req.url;
    } elsif (req.url ~ "^/en/(?:exercise/)?bulletins(?:\.atom|\.json)?\?(?:.*&)?lang=vi(?:&|\z)") {
        set req.url = regsub(req.url, "^/en", "");
    }
    set req.url = regsub(req.url, "\?.*\z", "");
    unset req.http.Cookie;
    unset req.http.Authorization;
    unset req.http.Accept-Language;
    unset req.http.Host;
    set req.http.Host = "loa";
    set req.http.X-Loa-Public = "yes";

    # While the server answers, what is older than its own words allow is asked for anew. While it does not, what is kept stands.
    if (std.healthy(req.backend_hint) && !req.http.X-Loa-Standing) {
        set req.grace = 5s;
    } else {
        set req.grace = 1d;
    }
    return (hash);
}

sub vcl_hash {
    hash_data(req.url);
    return (lookup);
}

sub vcl_backend_fetch {
    unset bereq.http.X-Loa-Public;
    unset bereq.http.X-Loa-Standing;
}

sub vcl_backend_response {
    if (bereq.uncacheable) {
        return (deliver);
    }
    # What is kept is better than an error of the server.
    if (beresp.status >= 500) {
        return (abandon);
    }
    if (beresp.status != 200 || beresp.http.Cache-Control !~ "^public\b") {
        # Hit for miss: given to whoever asked, and who asks next need not wait for others.
        set beresp.uncacheable = true;
        set beresp.ttl = 10s;
        set beresp.grace = 0s;
        set beresp.keep = 0s;
        return (deliver);
    }
    unset beresp.http.Set-Cookie;
    set beresp.grace = 1d;
    return (deliver);
}

sub vcl_backend_error {
    if (!bereq.uncacheable) {
        return (abandon);
    }
}

sub vcl_synth {
    # The server failed before the probe has seen it: what is kept, however old.
    if (resp.status == 503 && req.restarts == 0 && req.http.X-Loa-Public) {
        set req.http.X-Loa-Standing = "yes";
        return (restart);
    }
    set resp.http.Cache-Control = "no-store";
    set resp.http.Content-Type = "text/html; charset=utf-8";
    set resp.http.Retry-After = "5";
    set resp.body = {"<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Chưa trả lời được</title><h1>Chưa trả lời được</h1><p>Máy chủ đang bận hoặc đang được sửa. Vui lòng thử lại sau ít phút.</p><p lang="en">The server does not answer now. Please try again in a few minutes.</p></html>
"};
    return (deliver);
}
