// A client of the bench: net/http and encoding/json of the standard library.
//
//	client URL FOLDER 1|2 AT_ONCE get|list CALLS
//
// prints microseconds of CPU (of the process) and of wall time a call.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"
)

type Customer struct {
	CustomerID            string `json:"customer_id"`
	AppUserID             string `json:"app_user_id"`
	GovernmentIdentifiers []struct {
		Value string `json:"value"`
		Type  string `json:"type"`
	} `json:"government_identifiers"`
}

type Money struct {
	Currency string      `json:"currency"`
	Amount   json.Number `json:"amount"`
}

type Transaction struct {
	EntityID              *string    `json:"entity_id"`
	AccountID             string     `json:"account_id"`
	TransactionID         string     `json:"transaction_id"`
	Information           *string    `json:"transaction_information"`
	Reference             *string    `json:"transaction_reference"`
	CreditDebitIndicator  *string    `json:"credit_debit_indicator"`
	Amount                Money      `json:"amount"`
	TransactionMutability *string    `json:"transaction_mutability"`
	BookingDateTime       *time.Time `json:"booking_date_time"`
	Insights              *struct {
		DescriptionCleansed *string      `json:"description_cleansed"`
		Category            *string      `json:"category"`
		CategoryConfidence  *json.Number `json:"category_confidence"`
	} `json:"insights"`
	Balance *struct {
		Type                 *string `json:"type"`
		CreditDebitIndicator *string `json:"credit_debit_indicator"`
		Amount               *Money  `json:"amount"`
	} `json:"balance"`
	Status             string     `json:"status"`
	StatementReference []string   `json:"statement_reference"`
	ValueDateTime      *time.Time `json:"value_date_time"`
	Index              *int64     `json:"index"`
	ChargeAmount       *struct {
		Amount         *json.Number `json:"amount"`
		Currency       *string      `json:"currency"`
		ChargeIncluded *bool        `json:"charge_included"`
	} `json:"charge_amount"`
	BankTransactionCode *struct {
		Code    *string `json:"code"`
		SubCode *string `json:"sub_code"`
	} `json:"bank_transaction_code"`
	CardInstrument *struct {
		AuthorizationType *string `json:"authorization_type"`
		CardSchemeName    *string `json:"card_scheme_name"`
		Identification    *string `json:"identification"`
		Name              *string `json:"name"`
	} `json:"card_instrument"`
	MerchantDetails *struct {
		MerchantCategoryCode *string `json:"merchant_category_code"`
		MerchantName         *string `json:"merchant_name"`
	} `json:"merchant_details"`
	ProprietaryBankTransactionCode *struct {
		Code   *string `json:"code"`
		Issuer *string `json:"issuer"`
	} `json:"proprietary_bank_transaction_code"`
	LocalTimeZone      *string                    `json:"local_time_zone"`
	TransactionType    *string                    `json:"transaction_type"`
	SubTransactionType *string                    `json:"sub_transaction_type"`
	PaymentModes       *string                    `json:"payment_modes"`
	Flags              []string                   `json:"flags"`
	RegionalData       map[string]json.RawMessage `json:"regional_data"`
}

type Transactions struct {
	Status      string     `json:"status"`
	ResultsID   string     `json:"results_id"`
	Message     string     `json:"message"`
	Timestamp   time.Time  `json:"timestamp"`
	RefreshedAt *time.Time `json:"refreshed_at"`
	Data        *struct {
		Type         string        `json:"type"`
		Transactions []Transaction `json:"transactions"`
		Page         struct {
			Number        int   `json:"number"`
			Size          int   `json:"size"`
			TotalElements int64 `json:"total_elements"`
			TotalPages    int   `json:"total_pages"`
		} `json:"page"`
	} `json:"data"`
}

const (
	customer = "/customers/v1/7c1f6a52-3a7e-4d0b-9f0c-2f6b8f1f0a11/"
	list     = "/data/v2/accounts/3e8a9c14-7d65-4b0f-a2c3-58d1e7f90b33/transactions?entity_id=0b6d3b0e-52c4-4f4c-8a58-6f9b6e1c9d22&page=3&size=100"
)

func main() {
	url, folder, version, kind := os.Args[1], os.Args[2], os.Args[3], os.Args[5]
	atOnce, calls := number(os.Args[4]), number(os.Args[6])
	client := http.Client{Transport: transport(folder, version, atOnce)}
	call := func() { read(&client, url+customer, &Customer{}) }
	if kind == "list" {
		call = func() {
			transactions := Transactions{}
			read(&client, url+list, &transactions)
			if len(transactions.Data.Transactions) != 100 {
				panic("a list of 100")
			}
		}
	}
	run(call, atOnce, 2*calls)
	cpu, wall := spent(), time.Now()
	run(call, atOnce, calls)
	each := float64(calls) * 1000
	fmt.Printf("%.1f %.1f\n", float64((spent()-cpu).Nanoseconds())/each, float64(time.Since(wall).Nanoseconds())/each)
}

func transport(folder, version string, atOnce int) *http.Transport {
	pair, err := tls.LoadX509KeyPair(filepath.Join(folder, "client.crt"), filepath.Join(folder, "client.key"))
	check(err)
	root, err := os.ReadFile(filepath.Join(folder, "root.pem"))
	check(err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(root)
	transport := &http.Transport{
		TLSClientConfig:     &tls.Config{Certificates: []tls.Certificate{pair}, RootCAs: roots},
		MaxIdleConnsPerHost: atOnce,
		ForceAttemptHTTP2:   version == "2",
	}
	if version == "1" {
		transport.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{}
	}
	return transport
}

func run(call func(), atOnce, calls int) {
	var group sync.WaitGroup
	for i := 0; i < atOnce; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for n := 0; n < calls/atOnce; n++ {
				call()
			}
		}()
	}
	group.Wait()
}

func read(client *http.Client, url string, value any) {
	request, err := http.NewRequest("GET", url, nil)
	check(err)
	request.Header.Set("Authorization", "Bearer 5c9f3d1a8b7e4f60")
	request.Header.Set("Accept", "application/json")
	reply, err := client.Do(request)
	check(err)
	defer reply.Body.Close()
	if reply.StatusCode != 200 {
		panic(reply.Status)
	}
	check(json.NewDecoder(reply.Body).Decode(value))
}

func spent() time.Duration {
	var usage syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func number(text string) int {
	number, err := strconv.Atoi(text)
	check(err)
	return number
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
