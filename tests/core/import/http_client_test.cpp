#include "core/data/import/http_client_p.h"

#include "tests/support/http_server.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdlib>
#include <fstream>

namespace nodesentry {
namespace {

using test::HttpServer;

HttpClient clientWith(HttpCredentials credentials = {}, int attempts = 3, double timeoutSeconds = 10)
{
    auto client = HttpClient::create({std::move(credentials), {}, timeoutSeconds, attempts, 0.01});
    EXPECT_TRUE(client);
    return std::move(*client);
}

std::string gzipped(const std::string& text)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(text.size() + 1000, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

TEST(HttpClient, SendsAFormByPostAndGetsTheAnswer)
{
    HttpServer server([](const HttpServer::Request&) { return HttpServer::Response{.body = "hello"}; });
    auto client = clientWith();
    const auto answer
        = client.send({server.url("/x"), {{"query", "a{b=\"c d&e\"}[5m]"}, {"time", "1.5"}}}, {});
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "hello");
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests[0].method, "POST");
    EXPECT_EQ(requests[0].field("query"), "a{b=\"c d&e\"}[5m]");
    EXPECT_EQ(requests[0].field("time"), "1.5");
}

TEST(HttpClient, UnpacksCompressedAnswersAndLimitsWhatComesOut)
{
    const std::string large(1 << 20, 'x');
    HttpServer server([&](const HttpServer::Request& request) {
        EXPECT_NE(request.header("accept-encoding").find("gzip"), std::string::npos);
        return HttpServer::Response{.body = gzipped(large), .headers = {"Content-Encoding: gzip"}};
    });
    auto client = clientWith();
    const auto whole = client.send({server.url(), {}, large.size()}, {});
    ASSERT_TRUE(whole) << whole.error().text();
    EXPECT_EQ(whole->body, large);
    const auto cut = client.send({server.url(), {}, large.size() - 1}, {});
    ASSERT_TRUE(cut) << cut.error().text();
    EXPECT_TRUE(cut->isCut);
    EXPECT_TRUE(cut->body.empty());
}

TEST(HttpClient, TriesAgainAfterServerErrorsHangUpsAndAnswersThatBreakOff)
{
    int count = 0;
    HttpServer server([&](const HttpServer::Request&) {
        switch (++count) {
        case 1:
            return HttpServer::Response{.status = 503};
        case 2:
            return HttpServer::Response{.hangUp = true};
        case 3:
            return HttpServer::Response{.body = "half", .announced = 100};
        default:
            return HttpServer::Response{.body = "whole"};
        }
    });
    auto client = clientWith({}, 4);
    const auto answer = client.send({server.url()}, {});
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->body, "whole");
    EXPECT_EQ(count, 4);
}

TEST(HttpClient, GivesTheLastAnswerWhenAllAttemptsFail)
{
    HttpServer server([](const HttpServer::Request&) { return HttpServer::Response{.status = 502}; });
    const auto answer = clientWith().send({server.url()}, {});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 502);
    EXPECT_EQ(server.requests().size(), 3U);
}

TEST(HttpClient, DoesNotRepeatWhatTheRequestCallsFinalNorClientErrors)
{
    HttpServer server([](const HttpServer::Request& request) {
        return HttpServer::Response{.status = request.path == "/bad" ? 400 : 503, .body = "no"};
    });
    auto client = clientWith();
    EXPECT_EQ(client.send({server.url("/bad")}, {})->status, 400);
    EXPECT_EQ(
        client.send({server.url("/x"), {}, 100, [](const HttpAnswer& a) { return a.body == "no"; }}, {})
            ->status,
        503);
    EXPECT_EQ(server.requests().size(), 2U);
}

TEST(HttpClient, NamesUrlAndAdviceWhenNobodyAnswers)
{
    std::string url;
    {
        HttpServer gone([](const HttpServer::Request&) { return HttpServer::Response{}; });
        url = gone.url();
    }
    const auto answer = clientWith().send({url}, {});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::IoError);
    EXPECT_NE(answer.error().message.find(url), std::string::npos);
    EXPECT_NE(answer.error().message.find("3 attempts"), std::string::npos);
    EXPECT_FALSE(answer.error().advice.empty());
}

TEST(HttpClient, GivesUpOnASilentServer)
{
    HttpServer server([](const HttpServer::Request&) { return HttpServer::Response{.delaySeconds = 60}; });
    const auto answer = clientWith({}, 1, 0.2).send({server.url()}, {});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::IoError);
    EXPECT_NE(answer.error().advice.find("--http-timeout"), std::string::npos);
}

TEST(HttpClient, StopsInTheMiddleOfARequest)
{
    HttpServer server([](const HttpServer::Request&) { return HttpServer::Response{.delaySeconds = 60}; });
    std::stop_source stop;
    std::thread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        stop.request_stop();
    });
    const auto answer = clientWith().send({server.url()}, RunContext(stop.get_token()));
    later.join();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::Cancelled);
}

TEST(HttpClient, ProvesWhoAsksToTheServerAskedAndToNoOther)
{
    HttpServer other([](const HttpServer::Request&) { return HttpServer::Response{.body = "other"}; });
    HttpServer server([&](const HttpServer::Request& request) {
        if (request.path == "/away")
            return HttpServer::Response{.status = 307, .headers = {"Location: " + other.url()}};
        return HttpServer::Response{};
    });
    auto basic = clientWith({HttpCredentials::Scheme::Basic, "ann", "se:cret"});
    ASSERT_TRUE(basic.send({server.url()}, {}));
    EXPECT_EQ(server.requests().back().header("authorization"),
              "Basic YW5uOnNlOmNyZXQ="); // base64 ann:se:cret
    auto bearer = clientWith({HttpCredentials::Scheme::Bearer, {}, "t0ken"});
    const auto answer = bearer.send({server.url("/away"), {{"query", "up"}}}, {});
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(server.requests().back().header("authorization"), "Bearer t0ken");
    ASSERT_EQ(other.requests().size(), 1U);
    EXPECT_EQ(other.requests()[0].header("authorization"), "");
    EXPECT_EQ(other.requests()[0].method, "POST");
}

TEST(HttpClient, SendsFurtherHeadersToTheServerAskedAndToNoOther)
{
    HttpServer other([](const HttpServer::Request&) { return HttpServer::Response{.body = "other"}; });
    HttpServer server([&](const HttpServer::Request& request) {
        if (request.path == "/away")
            return HttpServer::Response{.status = 302, .headers = {"Location: " + other.url()}};
        return HttpServer::Response{};
    });
    HttpClientOptions options;
    options.headers = {{"X-Scope-OrgID", "hpc|ops"}, {"X-Second", "2"}};
    auto client = HttpClient::create(options);
    ASSERT_TRUE(client);
    ASSERT_TRUE(client->send({server.url("/here")}, {}));
    EXPECT_EQ(server.requests().front().header("x-scope-orgid"), "hpc|ops");
    EXPECT_EQ(server.requests().front().header("x-second"), "2");
    const auto away = client->send({server.url("/away")}, {});
    ASSERT_TRUE(away);
    EXPECT_EQ(away->status, 302);
    EXPECT_TRUE(other.requests().empty());
}

TEST(HttpHeaders, AreNamesAndValuesAndNoSecrets)
{
    const test::TemporaryFolder folder;
    std::ofstream(folder.file("headers")) << "X-Token: a: b\n\nX-More:c\n";
    const auto headers = readHeaders({"X-Scope-OrgID: hpc"}, folder.file("headers"));
    ASSERT_TRUE(headers) << headers.error().text();
    EXPECT_EQ(*headers, (HttpHeaders{{"X-Scope-OrgID", "hpc"}, {"X-Token", "a: b"}, {"X-More", "c"}}));
    for (const auto* bad : {"no colon", ": x", "X Y: 1", "X-A:", "X-A: s3cret\r\nX-B: 1",
                            "Authorization: Bearer s3cret", "Host: s3cret"}) {
        const auto refused = readHeaders({bad}, "");
        ASSERT_FALSE(refused) << bad;
        EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument);
        EXPECT_EQ(refused.error().text().find("s3cret"), std::string::npos) << refused.error().text();
    }
    EXPECT_EQ(readHeaders({}, folder.file("none")).error().code, ErrorCode::NotFound);
}

TEST(HttpClient, FollowsNoRedirectToFiles)
{
    HttpServer server([](const HttpServer::Request&) {
        return HttpServer::Response{.status = 302, .headers = {"Location: file:///etc/hostname"}};
    });
    const auto answer = clientWith().send({server.url()}, {});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::IoError);
}

TEST(HttpClient, MissesTheFileOfAuthorities)
{
    const auto client = HttpClient::create({{}, "/nowhere/ca.pem"});
    ASSERT_FALSE(client);
    EXPECT_EQ(client.error().code, ErrorCode::NotFound);
    EXPECT_EQ(client.error().file, "/nowhere/ca.pem");
}

TEST(ServerUrl, LosesItsSlashesAndRefusesSecretsAndQueries)
{
    EXPECT_EQ(checkedServerUrl("http://h:9090/").value(), "http://h:9090");
    EXPECT_EQ(checkedServerUrl("https://h/prometheus//").value(), "https://h/prometheus");
    for (const auto* text : {"https://ann:secret@h:9090", "http://h:9090/?token=secret",
                             "http://h:9090/#secret", "ftp://h", "http://", "http://ann:secret@h:99999999"}) {
        const auto url = checkedServerUrl(text);
        ASSERT_FALSE(url) << text;
        EXPECT_EQ(url.error().code, ErrorCode::InvalidArgument);
        EXPECT_EQ(url.error().text().find("secret"), std::string::npos) << url.error().text();
        EXPECT_FALSE(url.error().advice.empty());
    }
}

class Credentials : public testing::Test {
protected:
    void SetUp() override
    {
        ::unsetenv(kBasicAuthVariable);
        ::unsetenv(kBearerTokenVariable);
    }
    void TearDown() override { SetUp(); }
    std::string file(const std::string& content) // named so that its path shows no secret
    {
        auto path = m_folder.file("login" + std::to_string(m_count++));
        std::ofstream(path) << content;
        return path;
    }

private:
    test::TemporaryFolder m_folder;
    int m_count = 0;
};

TEST_F(Credentials, ComeFromAFile)
{
    const auto basic = readCredentials({file("ann:a:b\r\nignored\n"), {}});
    ASSERT_TRUE(basic) << basic.error().text();
    EXPECT_EQ(basic->scheme, HttpCredentials::Scheme::Basic);
    EXPECT_EQ(basic->user, "ann");
    EXPECT_EQ(basic->secret, "a:b");
    const auto bearer = readCredentials({{}, file("t0ken")});
    ASSERT_TRUE(bearer) << bearer.error().text();
    EXPECT_EQ(bearer->scheme, HttpCredentials::Scheme::Bearer);
    EXPECT_EQ(bearer->secret, "t0ken");
}

TEST_F(Credentials, ComeFromTheEnvironmentUnlessAFileIsGiven)
{
    EXPECT_EQ(readCredentials({})->scheme, HttpCredentials::Scheme::None);
    ::setenv(kBearerTokenVariable, "from-environment", 1);
    EXPECT_EQ(readCredentials({})->secret, "from-environment");
    EXPECT_EQ(readCredentials({file("ann:x"), {}})->scheme, HttpCredentials::Scheme::Basic);
}

TEST_F(Credentials, AreRefusedWithoutShowingThem)
{
    ::setenv(kBearerTokenVariable, "secret", 1);
    ::setenv(kBasicAuthVariable, "ann:secret", 1);
    EXPECT_EQ(readCredentials({}).error().code, ErrorCode::InvalidArgument);
    SetUp();
    for (const auto& content : {"", "secret", ":secret", "ann:sec\x01ret"}) {
        const auto credentials = readCredentials({file(content), {}});
        ASSERT_FALSE(credentials) << content;
        EXPECT_EQ(credentials.error().code, ErrorCode::InvalidArgument);
        EXPECT_EQ(credentials.error().text().find("ann"), std::string::npos);
    }
    EXPECT_EQ(readCredentials({"/nowhere/x", {}}).error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace nodesentry
